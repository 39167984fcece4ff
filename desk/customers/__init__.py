"""Who the customers are, and how one shows who they are."""

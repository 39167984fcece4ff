"""What can be done about an order: each job first plans, so that it can be said, then acts."""

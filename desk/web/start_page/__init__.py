"""The page at `/` where there is no demo shop: the chat to try, and where everything is."""

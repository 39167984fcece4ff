"""How much patience a customer has left, read from one message."""

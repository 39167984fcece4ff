"""What a message asks for: intent, whether it is in scope, and whether it is one thing or two."""

"""What people say about matters that a bot must leave to people: one topic a file."""

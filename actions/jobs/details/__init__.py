"""What jobs need to know: each detail is read from any message, and asked for where it lacks."""

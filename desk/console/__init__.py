"""The console in which agents work."""

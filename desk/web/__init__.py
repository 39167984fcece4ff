"""The web application: everything that the desk serves, put together."""

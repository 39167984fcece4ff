"""Mail that the desk sends."""

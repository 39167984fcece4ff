"""Two sources of customers to start one's own from: over HTTP, and over SQL."""

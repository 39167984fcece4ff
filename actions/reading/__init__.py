"""What a customer's words mean among a few known things; plain Python, no dialogue."""

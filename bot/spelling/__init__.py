"""Words as fingers and ears misspell them: what is a slip, and which word was meant."""

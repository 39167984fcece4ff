"""Finding out who a customer is: what they said of themselves, what is asked, what came of it."""

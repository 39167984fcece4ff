"""What a customer is likely to come for, said before they have to ask."""

"""Handing a conversation to people: tickets, the queue and what an agent does with them."""

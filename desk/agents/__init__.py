"""Agents: the people who answer when the bot hands over, and how they log in."""

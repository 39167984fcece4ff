"""Conversations: who owns one, what was said in which order, and the bot's turns in it."""

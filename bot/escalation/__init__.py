"""When the bot offers a person, when it hands over at once, and why."""

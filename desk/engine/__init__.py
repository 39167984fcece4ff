"""The engine as the desk sees it: a server that is asked for the bot's next words."""

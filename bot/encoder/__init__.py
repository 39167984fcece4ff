"""The sentence encoder that the engine and the desk share."""

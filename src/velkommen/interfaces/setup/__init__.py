"""The first run: from an empty house to the first number called at one's own desk, one question on each screen."""

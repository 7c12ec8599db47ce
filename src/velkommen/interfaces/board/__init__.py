"""The display board: who is called, how many wait."""

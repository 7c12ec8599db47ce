"""The rooms: what exists, who may do what, who sits where, who waits, what was asked, what we learn.

Lower rooms never know upper ones; rooms side by side do not know each other. The contracts stand in pyproject.toml.
"""

"""What to tell somebody who waits: the line replayed with who can do what, a range of it in rounded minutes, and how often that held.

`line.Line` is asked for a newcomer or for somebody in line; `replay.replay` is the rule; chance is a parameter. Plain Python.
"""

"""Before and after: what changed beside what would have been, with how sure one can be, in plain Python.

Who wants to know asks `judging.judge`. The method and its limits stand in docs/background/before-and-after.md.
"""

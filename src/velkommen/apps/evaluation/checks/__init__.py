"""What the doctor looks at, room by room: each check is a function that names the rows that break one invariant.

A check reads and never writes, asks a constant number of statements however much data there is, and names at most MOST rows.
"""

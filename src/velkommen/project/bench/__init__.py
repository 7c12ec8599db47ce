"""How fast and how small the house is, measured on a house of its own.

Owns: the figures and their targets, the house they are measured on, the throw-away PostgreSQL. Stands on every room. Never: the
installation's own data.
"""

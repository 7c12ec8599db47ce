"""The rules of the field in plain Python.

Owns: what is legal, what counts, what a figure means. Stands on nothing. Never: Django, a database, a clock, a language.
"""

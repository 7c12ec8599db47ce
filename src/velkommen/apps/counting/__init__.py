"""Counting weeks: which places count what, when; what is asked only then; how much of it was counted.

Owns: counting weeks, their extra questions and the answers, paper tallies. Stands on enquiries. Never: a person; a total.
"""

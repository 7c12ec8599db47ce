"""Closed days as cells that add up, sealed one after the other; how any span is read.

Owns: blocks (a day, a month, a year of a place), the ledger of sealed days, marks of closed days that a late fact touched. Stands on
enquiries and everything below. Never: an open day, which is read from its facts; a figure that cannot be rebuilt from them.
"""

"""A whole municipality in sheets: read in with every fault named first, compared with what is there, written in one deed; and out again.

Owns: no table. Stands on places, catalogue, people and placement. Never: deletes what a file does not name; knows a visit.
"""

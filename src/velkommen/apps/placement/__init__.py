"""Who may do what where: tasks offered at a place, lines a desk serves, staff posted with a role, devices with a token.

Owns: Offer, DeskGroup, Posting, Device. Stands on places, catalogue, people. Never: knows a visit.
"""

"""What citizens and staff say of the desk, in three questions, without a name.

Owns: surveys, invitations as counts, answers. Stands on places and visits. Never: who answered; a cell of fewer than five shown.
"""

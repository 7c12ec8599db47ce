"""What citizens and staff say of the desk, in a few questions, without a name.

Owns: where and when is asked, who of the staff is invited while a round runs, answers as sums. Stands on places, placement and visits. Never: who
answered; a row for a vote; figures of a round that is not over.
"""

"""Appointments in plain Python: how much of a day may be promised, which moments are left, who and what is taken for one.

`terms` is what a place has decided, `days` the people, desks and machines of one day and what is free of them, `freedom` the question
itself: when can all of this be done there. No database, no clock, no chance.
"""

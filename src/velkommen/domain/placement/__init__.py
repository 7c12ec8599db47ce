"""Who may do what, where, when: the facts, one decision, and what follows from it. Plain Python, no database, no clock.

`deciding.decide` is the only place where the rule stands; `town.Town` asks it of moments, of stretches of time, and of places near by.
"""

"""Tools without a subject: actor, clock, log, wording.

Owns: who acts, what time it is, the log of deeds, the sentences of refusals. Stands on `domain`. Never: a word about desks or tasks.
"""

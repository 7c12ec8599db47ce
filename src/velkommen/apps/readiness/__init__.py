"""Whether a place is ready for the model that is planned there: the checklist of the report, filled from data.

Owns: Mark (what no data can say). Stands on all below.
Never: ticks by hand what the data say.
"""

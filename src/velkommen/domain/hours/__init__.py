"""Opening hours in three layers (door, staffed, one task): periods, seasons, special days, holidays, and their text form.

Wall-clock minutes until the very end; `Timetable.intervals` turns them into time. The zone comes from outside.
"""

"""Where people are served: the municipality, its service points with their desks, equipment and stops, and when they are open.

Owns: Municipality, ServicePoint, Desk, DeskUnit, Stop, OpeningPeriod, SpecialDay, HoursEdition, Equipment, TravelOverride.
Stands on nothing. Never: knows a task or a person.
"""

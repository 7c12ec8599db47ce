"""Where people are served: the municipality, its service points, their desks and staffed hours.

Owns: Municipality, ServicePoint, Desk, OpeningSpan, Closure. Stands on nothing. Never: knows a task or a person.
"""

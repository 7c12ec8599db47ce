"""The calendar of the staff: a week of a place with what is promised of it, booking, moving, blocking, and what needs a decision."""

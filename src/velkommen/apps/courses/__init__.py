"""Courses for citizens: series and dates, sign-ups without a login, waiting lists, who came as a number.

Owns: Course and what belongs to it. Stands on places, messages and placement.
Never: keeps a name, or a contact after its course.
"""

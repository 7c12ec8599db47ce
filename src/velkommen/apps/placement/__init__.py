"""Who may do what where: what a place does with a task, agreements, competences and duty hours, lines of a desk, postings, devices.

Owns: Offer, TaskPeriod, LocalSuspension, Agreement, Competence, DeskGroup, Posting, DutyPeriod, Device; and the book, from which
every answer comes. Stands on places, catalogue, people. Never: knows a visit.
"""

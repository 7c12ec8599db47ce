"""How we become able: competence won and kept, peer training, courses for staff, volume.

Owns: Training and what belongs to it. Stands on enquiries (volume) and placement (competence).
Never: says whether somebody may do a task now (placement does).
"""

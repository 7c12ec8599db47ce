"""What the desk needs to know: guide cards with their history, local additions, what was found wrong, announcements.

Owns: Card and its versions, Addition, Report, Announcement and who read it. Stands on placement, catalogue, places and people.
Never: says who may do what (placement does), repeats a fact of the catalogue, or holds a word about a citizen.
"""

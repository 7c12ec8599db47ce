"""What the desk needs to know: guide cards with their history, local additions, what was found wrong, announcements.

Owns: Card and what belongs to it. Stands on placement, catalogue, places and people.
Never: says who may do what (placement does), or holds a word about a citizen.
"""

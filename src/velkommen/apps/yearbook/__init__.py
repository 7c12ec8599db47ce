"""What no enquiry says of a municipality: visits and loans of its libraries by month, its inhabitants by date, what it aims at.

Owns: LibraryMonth, Inhabitants, Target. Stands on places. Never: a figure the house counts itself; a guess.
"""

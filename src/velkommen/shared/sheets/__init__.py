"""Sheets as offices keep them, whatever they are about: CSV and Excel opened safely, headings found, dates and times understood.

`files` turns bytes into rows of cells and marks what carries a CPR number; `heads` finds the headings; `dates` reads days, times
and periods; `words` compares what people write. Stands on `domain`. Never: knows what a sheet is about, or writes anything.
"""

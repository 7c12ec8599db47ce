"""Counting sheets as municipalities keep them, read into lines that `evaluation.actions.import_enquiries` can write.

`files` turns bytes into rows of cells and refuses what carries a CPR number; `values` reads dates, times and counts; `words`
knows what people call things; `reading` puts a sheet together and lists every row it cannot read. Nothing here writes.
"""

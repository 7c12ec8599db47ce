"""Counting sheets as municipalities keep them, read into lines that `evaluation.actions.import_enquiries` can write.

`shared.sheets` opens the file; `words` knows what people call things; `counts` reads how many; `reading` puts a sheet together
and lists every row it cannot read; `summary` says what it would add. Nothing here writes.
"""

"""Who serves when, planned by hand: what each hour needs, what the rules of working time say, what a shift may become.

Plain Python, no database, no clock. Times are minutes of the local day (see `hours.periods.Span`).
"""

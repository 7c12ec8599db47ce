"""The chapters of a report, a question each: a function from what is told to its section, or None where it has nothing to say."""

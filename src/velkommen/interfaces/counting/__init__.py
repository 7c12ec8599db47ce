"""Counting weeks: planning them, their extra questions, how much is counted, results and export."""

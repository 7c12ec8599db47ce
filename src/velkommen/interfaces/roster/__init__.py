"""The month of a place: shifts, absences, swaps."""

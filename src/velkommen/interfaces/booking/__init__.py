"""Booking without login: what for, when and where, how to be reached; and the page of an appointment, by its link."""

"""Surveys: the three questions a citizen is asked, what staff are asked, and what they said."""

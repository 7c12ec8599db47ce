"""Arranging the municipality: its sheets in and out."""

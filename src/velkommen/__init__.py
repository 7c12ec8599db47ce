"""Velkommen: the joint desk of library and citizen service."""

__version__ = "0.1.0"

"""Figures for leaders: the statistics pages."""

"""Open data: what the house knows of itself for other programs, at addresses of its own."""

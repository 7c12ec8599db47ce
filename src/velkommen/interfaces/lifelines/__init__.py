"""The expert's page: what the desks ask, and the answers."""

"""Server push: small deltas over server-sent events, outside Django's request cycle."""

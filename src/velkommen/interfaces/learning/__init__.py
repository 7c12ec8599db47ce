"""Who is able to do what, one's own part of it, and training."""

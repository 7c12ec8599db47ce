"""The finder: what a citizen needs, whether it can be done online, and else where, when next, with what and for how much."""

"""Server push: small deltas over server-sent events, outside Django's request cycle.

Owns: the signed address of a stream, who hears what, what is remembered for those who were away. Stands on the log of deeds
and on `enquiries.facts.public_facts`. Never: a write, a thread or a database connection per listener.
"""

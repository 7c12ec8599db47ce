"""The doors: each turns a person's language into one call, and the answer into that person's form. No rules live here."""

"""Who works here: staff accounts and the tokens programs act by.

Owns: Staff, AccessToken. Stands on nothing. Never: holds a citizen, or knows at which place somebody serves (placement does).
"""

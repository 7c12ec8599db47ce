"""The log of deeds: one deed, one transaction, one line; a repeated operation finds its first answer here.

Owns: `Deed` rows and the `deed` decorator every action wears. Stands on `domain` and `actor`. Never: changes a row once its deed is done.
"""

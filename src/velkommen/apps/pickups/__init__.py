"""What lies ready at a service point until somebody fetches it: passports above all.

Owns: PickUp. Stands on places and messages. Never: a name, an address, or the number of a document; the number is that of the shelf.
"""

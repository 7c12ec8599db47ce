"""What a municipality publishes of its desks: the small open file, how it is read, and with whom it may be compared.

`document` has the shapes and the bytes that are signed, `opening` what can be wrong with a file before anybody looks at its content,
`reading` what can be wrong with the content, `likeness` who is like whom. Nothing here knows a key: signatures are checked by the room.
"""

"""Messages to citizens: what waits to be sent, what came of it, and the texts.

Owns: Message, MessageText, MessageCount. Stands on places. Never: an address once a message is over; what somebody came for.
"""

"""What was asked and how it ended: enquiries, the periods of their lives, and every deed done at the desk.

Owns: Enquiry, Period, Forecast, ImportBatch, and the deeds that draw, call, serve, park, hand over, end, register and undo.
Stands on visits and everything below. Never: holds a person, changes or deletes a period.
"""

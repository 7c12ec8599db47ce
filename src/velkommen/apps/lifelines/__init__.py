"""The expert behind the desk, on the same enquiry: asked, joining, taking over, calling back.

Owns: Lifeline and what belongs to it. Stands on enquiries, appointments, roster and knowledge.
Never: keeps a note after its days, or lets more travel than may.
"""

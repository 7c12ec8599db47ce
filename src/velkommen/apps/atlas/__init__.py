"""Denmark's municipalities: their models year by year as far as they are known, and the indicators they publish.

Owns: the municipalities, the report's cases, indicator files read in. Stands on nothing. Never: a guess; a file whose signature is wrong.
"""

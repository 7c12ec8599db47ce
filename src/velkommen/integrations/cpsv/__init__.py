"""The Core Public Service Vocabulary of the EU (CPSV-AP 3.2): each task as a public service, as RDF written in JSON-LD.

Source: semiceu.github.io/CPSV-AP, release 3.2.0. JSON-LD is RDF already: any RDF tool reads it into Turtle or what is wanted.
"""

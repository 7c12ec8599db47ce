"""The demo municipality: an invented town with two years of enquiries, for looking, learning and testing.

Owns: Fjordby Kommune. Stands on every room. Never: something a real municipality depends on.
"""

from velkommen.project.demo.printed import logins

__all__ = ["logins"]

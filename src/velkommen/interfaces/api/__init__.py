"""HTTP API v1: the same deeds for programs.

Owns: addresses, keys, shapes of requests and answers, the description at /api/v1/openapi.json. Never: a rule, a cookie, a session.
"""

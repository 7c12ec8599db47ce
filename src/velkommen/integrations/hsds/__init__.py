"""Open Referral's Human Services Data Specification (HSDS 3.0): services, where they are, when; as JSON and as tables.

Source: docs.openreferral.org, version 3.0. It knows no public holidays and wants time zones as numbers: times are local, the zone is
left out, and what comes back is cut at each day that is different.
"""

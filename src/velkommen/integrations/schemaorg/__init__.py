"""schema.org, as search engines read it: each page of a citizen says of itself what it says to people, and all of them in one file."""

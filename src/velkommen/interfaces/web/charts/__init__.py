"""Charts as vectors: geometry in Python, markup in one template, the same for a page under a strict policy and for paper."""

"""The living report: what the desk does for people, as a page and as a PDF."""

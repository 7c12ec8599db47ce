"""Courses for citizens: the public page, and the page of those who hold them."""

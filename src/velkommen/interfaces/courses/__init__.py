"""Courses for citizens: the public pages, the page behind the link of a sign-up, and the pages of those who arrange and hold them."""

"""Commands for those who work on Velkommen. Nothing here is part of the product."""

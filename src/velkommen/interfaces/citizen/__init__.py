"""The page that follows one number by its link, and the front page."""

"""The page that follows one number by its link: no login, no cookie."""

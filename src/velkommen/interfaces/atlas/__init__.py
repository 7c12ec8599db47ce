"""The atlas: the municipalities of Denmark, their models and their indicators, for everybody."""

"""What every HTML door shares: actor of a request, refusals as pages, base templates, words."""

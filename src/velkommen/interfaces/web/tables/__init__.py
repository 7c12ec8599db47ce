"""Tables of figures as every door shows them: cells in words, bars, files one takes home."""

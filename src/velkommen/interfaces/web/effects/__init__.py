"""Before and after as every door shows it: the sentence a councillor understands, the chart, the tables, how it was worked out."""

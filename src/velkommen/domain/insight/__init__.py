"""What the figures of a span mean: each measure once, with how it is worked out of cells that add up. No database, no clock."""

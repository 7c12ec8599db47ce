"""What the house gives out to be worked on: datasets with their codebook, files of them, and questions in SQL to those files.

The shape of a dataset stands in `shape`, all of them in `every`. `making` turns them into files row by row, in bounded memory;
`folder` keeps Parquet files of all of them, `asking` puts a question to these in a process of its own.
"""

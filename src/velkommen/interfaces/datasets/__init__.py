"""Figures to work on: rows as CSV, XLSX and Parquet, questions in SQL, and the codebook."""

"""Clauses → vectors in Chroma with BM25 beside them; question → hits."""

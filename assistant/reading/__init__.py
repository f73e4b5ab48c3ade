"""A file → text → clauses → facts. Pure and lossless."""

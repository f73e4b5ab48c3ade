"""A file → text → clauses → facts. Pure and lossless."""

# Raised whenever reading changes what it finds: an index built by another version is rebuilt.
READER_VERSION = 7

"""Tables of facts, and the files that they become. This room knows nothing of notices but the addresses of clauses."""

"""Questions answered from the clauses: understand → retrieve → compose → check."""

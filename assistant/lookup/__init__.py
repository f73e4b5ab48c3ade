"""Who does what, and by when: tables made from the facts that reading found. No search engine is asked."""

"""How places differ on one topic: a row a place, a column an aspect, a quote and its clause in every cell.

Made from the facts that reading found and from the sentences that speak of the topic; no search engine is asked.
"""

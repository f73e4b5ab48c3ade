"""Trains the bundled embedding: a program of its own, never imported at run time.

``python -m assistant.training --data FOLDER --out index/model`` reads the data (:mod:`.data`), builds the tokenizer
(:mod:`.tokenizer`), the start vectors (:mod:`.cooccurrence`) and the examples (:mod:`.examples`, with hard negatives
found by :mod:`.lexical`), trains (:mod:`.contrastive`), measures (:mod:`.evaluate`) and writes (:mod:`.export`).
"""

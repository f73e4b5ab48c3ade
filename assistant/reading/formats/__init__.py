"""File formats → the text that reading works on. One file a format; :mod:`.extract` chooses."""

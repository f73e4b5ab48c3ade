"""Adding and removing the user's own notices: which is new, which is a new version of which, and what happens to it."""

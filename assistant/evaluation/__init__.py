"""Runs the evaluation set and prints nothing: questions with gold → answers and ranks → judged → figures → a file."""

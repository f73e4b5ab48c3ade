"""Quizzes: questions made from the facts of the notices, each provable from the clause that it cites."""

"""The policy assistant: questions about official notices, answered from their clauses with a citation each."""

__version__ = "0.1.0"

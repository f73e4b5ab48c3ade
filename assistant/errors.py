"""One family of errors. Each message is one line: what is wrong and what to do about it.

Only the command line and the page turn these into exits or messages on a screen.
"""


class AssistantError(Exception):
    """Something could not be done; the message says what and how to mend it."""


class UsageError(AssistantError):
    """The request itself is wrong (an empty question, an unknown place): exit code 2 on the command line."""


class CorpusError(AssistantError):
    """A notice, the catalogue or the glossary cannot be read."""


class SearchIndexError(AssistantError):
    """The index cannot be built, opened or written."""


class ModelError(AssistantError):
    """The embedding model or the chat model cannot be loaded or does not answer."""

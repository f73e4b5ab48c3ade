"""One family of errors. Each message is one line: what is wrong and what to do about it; in Chinese, and where users of
the English program are likely to meet it, in English too.

Only the command line and the page turn these into exits or messages on a screen.
"""


class AssistantError(Exception):
    """Something could not be done; the message says what and how to mend it. ``english``: the same, None where only
    the Chinese is there."""

    def __init__(self, message: str, english: str | None = None) -> None:
        super().__init__(message)
        self.english = english

    def line(self, lang: str | None = None) -> str:
        """The message in ``lang`` (``zh`` or ``en``), as far as there is one."""
        return self.english if lang == "en" and self.english else str(self)


class UsageError(AssistantError):
    """The request itself is wrong (an empty question, an unknown place): exit code 2 on the command line."""


class CorpusError(AssistantError):
    """A notice, the catalogue or the glossary cannot be read."""


class SearchIndexError(AssistantError):
    """The index cannot be built, opened or written."""


class ModelError(AssistantError):
    """The embedding model or the chat model cannot be loaded or does not answer."""

"""What is wrong with the form of a file, in a word: the first fault that pydantic finds."""

from __future__ import annotations

from pydantic import ValidationError


def first_fault(error: ValidationError) -> tuple[str, str]:
    """The field, as “gold.0.quote” (“JSON” where it is the whole), and the reason in English, on one line."""
    fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
    field = ".".join(map(str, fault["loc"])) or "JSON"
    # Pydantic names our class here, which tells nobody anything.
    return field, "Input should be an object" if fault["type"] == "dataclass_type" else fault["msg"]

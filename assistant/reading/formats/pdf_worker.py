"""The process that reads one PDF: its path in, one line of JSON out (text, pages and remarks, or an error).

Fonts, streams and page trees of a PDF can be made to crash a reader or to fill the memory; here that ends this process
and nothing else.
"""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path

from assistant.errors import CorpusError

# A hundred dense pages need some 150 MB.
_MAX_MEMORY_BYTES = 1_500_000_000
_MAX_SECONDS = 300


def _limit() -> None:
    """Bound what this process may use, where the system can (Windows cannot; there only the time is bounded)."""
    try:
        import resource
    except ImportError:
        return
    for what, limit in ((resource.RLIMIT_AS, _MAX_MEMORY_BYTES), (resource.RLIMIT_CPU, _MAX_SECONDS)):
        _, most = resource.getrlimit(what)
        if most == resource.RLIM_INFINITY or limit < most:
            with contextlib.suppress(ValueError, OSError):  # some systems know a limit and refuse to set it
                resource.setrlimit(what, (limit, most))


def main() -> int:
    """Read the PDF that the command line names."""
    _limit()
    from assistant.reading.formats.pdf_document import read_document

    try:
        extracted = read_document(Path(sys.argv[1]).read_bytes())
    except CorpusError as error:
        result: dict[str, object] = {"error": str(error), "english": error.line("en")}
    else:
        result = {"text": extracted.text, "pages": extracted.pages, "remarks": extracted.remarks}
    sys.stdout.write(json.dumps(result) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""PDF files with a text layer → their text, paragraphs rebuilt from where the lines stand on the page.

Why PDFium (pypdfium2, BSD/Apache; the reader of Chrome; wheels for every system and no other dependency): it knows the
Chinese encodings without font files, survives the damaged files that browsers meet, tells which characters have no
meaning in the file, and gives each with its place, size and colour. A notice of twelve pages takes 0.16 s from the file
to its paragraphs; pdfminer.six takes 0.65 s for its characters and lines alone, pdfplumber 1.1 s. pdfplumber has the
finer table finder, but official tables are ruled, and ruling lines are enough. PyMuPDF is AGPL.

Steps: :mod:`.pdf_page` (characters and lines of a page) → :mod:`.pdf_tables` → :mod:`.pdf_lines`, :mod:`.pdf_columns`
→ :mod:`.pdf_margins` (page numbers, running headers) → :mod:`.pdf_paragraphs`, :mod:`.pdf_rows` → :mod:`.pdf_document`.
They run in a process of their own, with a limit on time and, where the system has one, on memory: starting it takes a
fifth of a second.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError
from assistant.reading import reasons
from assistant.reading.formats.extracted import Extracted
from assistant.reading.reasons import refuse

# A hundred pages take seconds on a slow machine.
_TIME_LIMIT_SECONDS = 120


def read_pdf(path: Path) -> Extracted:
    """The text of the PDF at ``path``, where its pages begin, and remarks on what was left out or could not be read.

    :raises CorpusError: where it cannot be read, is scanned without a text layer, locked, damaged, or too large.
    """
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        raise refuse(path, reasons.UNREADABLE, error.strerror or error) from error
    found = _read_elsewhere(path)
    if "error" in found:
        raise CorpusError(f"{path}：{found['error']}", f"{path}: {found['english']}")
    return Extracted(str(found["text"]), tuple(found["pages"]), tuple(found["remarks"]))


def _read_elsewhere(path: Path) -> dict[str, Any]:
    """What :mod:`.pdf_worker` gives for ``path``.

    :raises CorpusError: where it dies or takes too long.
    """
    root = str(Path(__file__).resolve().parents[3])
    folders = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH")) if part)
    try:
        done = subprocess.run(
            # -P: a folder that happens to be called like this package is not taken for it.
            [sys.executable, "-P", "-m", "assistant.reading.formats.pdf_worker", str(path.absolute())],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": folders},
            timeout=_TIME_LIMIT_SECONDS,
            # On Windows, no console window for a moment.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        raise refuse(path, reasons.PDF_TOO_SLOW, _TIME_LIMIT_SECONDS) from error
    except OSError as error:
        raise refuse(path, reasons.PDF_NOT_STARTED, error.strerror or error) from error
    try:
        if done.returncode:
            raise ValueError(f"exit code {done.returncode}")
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        error.add_note(done.stderr.decode("utf-8", errors="replace")[-2_000:])
        raise refuse(path, reasons.PDF_FAILED) from error
    return found

"""Reading numpy's files from several threads at once."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

# numpy parses each array's header with ``ast.literal_eval``, and before Python 3.13 two threads that parse at once can
# spoil each other's recursion count: “SystemError: AST constructor recursion depth mismatch” (python/cpython#106905).
# Readers of a running page open new builds of the index in threads of their own, so the files are read one at a time.
_ONE_AT_A_TIME = threading.Lock()


def read_arrays(file: Path) -> dict[str, NDArray[Any]]:
    """All arrays of an ``.npz`` file by name, wholly in memory (nothing stays open). Never unpickles.

    :raises OSError, ValueError, EOFError, zipfile.BadZipFile: where the file is missing or damaged.
    """
    with _ONE_AT_A_TIME, np.load(file, allow_pickle=False) as arrays:
        return dict(arrays)

"""Proof that a build's vectors can be read by somebody else: run as a process of its own.

What the process that wrote a collection sees of it may still be in its memory. Only another one reads what is on the
disk. It must start fast: it imports Chroma and numpy, no embedding.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.errors import SearchIndexError
from assistant.search.embedding import Vectors
from assistant.search.store import StorePlace, VectorStore

# A unit vector compared with itself after the way through Chroma; float32 gives 1e-6.
_ALIKE = 1e-3
_TIME_LIMIT_SECONDS = 120


def check_elsewhere(place: StorePlace, count: int, ids: Sequence[str], vectors: Vectors) -> None:
    """Open the collection in another process and compare: how many items it holds, and that each of ``ids`` is found
    by its own vector.

    :raises SearchIndexError: where something differs, or the process dies.
    """
    order = {
        "folder": str(place.folder),
        "collection": place.collection,
        "count": count,
        "ids": list(ids),
        "vectors": [[float(number) for number in row] for row in vectors],
    }
    root = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH")) if part)
    try:
        done = subprocess.run(
            # -P: a folder that happens to be called like this package is not taken for it.
            [sys.executable, "-P", "-m", "assistant.search.check"],
            input=json.dumps(order).encode("ascii"),
            capture_output=True,
            env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
            timeout=_TIME_LIMIT_SECONDS,
            # On Windows, no console window for a moment.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        # No interpreter to start (a frozen program): better looked at from here than not at all.
        check_here(place, count, ids, vectors)
        return
    except subprocess.TimeoutExpired as error:
        raise SearchIndexError(f"新建的索引在 {_TIME_LIMIT_SECONDS} 秒内没有通过检查；请再试一次。") from error
    if done.returncode:
        lines = done.stderr.decode("utf-8", errors="replace").strip().splitlines()
        reason = lines[-1] if lines else f"检查进程退出码 {done.returncode}"
        raise SearchIndexError(f"新建的索引没有通过检查（{reason}）；请再试一次。")


def check_here(place: StorePlace, count: int, ids: Sequence[str], vectors: Vectors) -> None:
    """The same comparison in this process: for a collection on a server, which is a process of its own.

    :raises SearchIndexError: where something differs.
    """
    store = VectorStore.open(place)
    try:
        held = store.count()
        if held != count:
            raise SearchIndexError(f"应有 {count} 条，实有 {held} 条")
        for item, vector in zip(ids, vectors, strict=True):
            # An item whose text has nothing to embed has no direction, so nothing can be near it.
            expected = float(vector @ vector)
            if abs(float(store.cosines(vector, [item])[0]) - expected) > _ALIKE:
                raise SearchIndexError(f"{item} 的向量与写入的不同")
            _, cosines = store.nearest(vector, 1)
            if len(cosines) != 1 or float(cosines[0]) < expected - _ALIKE:
                raise SearchIndexError(f"{item} 检索不到")
    finally:
        store.close()


def _main() -> int:
    order = json.load(sys.stdin)
    place = StorePlace(Path(order["folder"]), None, order["collection"])
    vectors = np.array(order["vectors"], dtype=np.float32)
    try:
        check_here(place, order["count"], order["ids"], vectors)
    except SearchIndexError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main())

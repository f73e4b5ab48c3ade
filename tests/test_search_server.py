from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from search_fixtures import (
    FakeEmbedder,
    build,
    builds,
    check_answers,
    chroma_server,
    current,
    numbered,
    quick_check,
    settings_in,
)

from assistant.errors import SearchIndexError
from assistant.search.opening import ensure_index, open_index


def test_index_on_a_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with chroma_server(tmp_path / "server") as url:
        settings = settings_in(tmp_path, chroma_url=url)
        check_answers(build(settings), 1)
        assert not (current(settings) / "vectors").exists()
        with pytest.raises(SearchIndexError, match="python -m assistant index") as caught:
            build(settings, 2)
        assert "共用" in str(caught.value)
        check_answers(open_index(settings, "f1", FakeEmbedder()), 1)
        with pytest.raises(SearchIndexError, match="共用"):
            ensure_index(settings, numbered(1), "f1", embedder=FakeEmbedder("other"))
        index = build(settings, 2, asked=True)
        check_answers(index, 2)
        names = {collection.name for collection in index.store.client.list_collections()}
        assert names == {f"clauses-{path.name}" for path in builds(settings)}
        assert (len(names), index.manifest.collection in names) == (2, True)
        index.store.client.delete_collection(index.manifest.collection)
        with pytest.raises(SearchIndexError, match="index --rebuild"):
            build(settings, 2)
        check_answers(build(settings, 2, asked=True), 2)
        quick_check(monkeypatch)
        own = replace(settings, chroma_url=None)
        check_answers(build(own, 2), 2)
        check_answers(build(settings, 2), 2)
        index = build(settings, 3, asked=True)
        assert {collection.name for collection in index.store.client.list_collections()} == {
            f"clauses-{path.name}" for path in builds(settings)
        }
    for address in (url, "http://host:port"):
        with pytest.raises(SearchIndexError, match="ASSISTANT_CHROMA_URL"):
            build(replace(settings, chroma_url=address), 3)

"""A corpus folder with one notice, and files to add to it; shared by the tests of the user's own notices."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from search_fixtures import quick_check

from assistant import own_notices
from assistant.holdings import changes
from assistant.holdings.changes import add_notices
from assistant.holdings.plan import Added
from assistant.library import find_corpus, read_corpus
from assistant.own_notices import Corrections
from assistant.records import Notice
from assistant.settings import Settings, load_settings

Write = Callable[..., Path]


TITLE = "关于印发甲县健康帮扶实施方案的通知"


def text_of(number: str = "", subsidy: int = 300, title: str = TITLE, day: str = "5") -> str:
    """A notice of 海原县."""
    head = f"海卫发〔2023〕{number}号\n\n" if number else ""
    return (
        f"{head}{title}\n\n各乡镇卫生院：\n\n一、住院服务\n对低保对象，实行先诊疗后付费。（县卫生健康局牵头，县医保局配合）\n"
        f"二、人才队伍\n对在岗的乡村医生，每月给予岗位补助{subsidy}元。\n\n海原县卫生健康局\n2023年3月{day}日\n"
    )


def corpus_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings with a corpus folder that holds one notice, of 开封市."""
    quick_check(monkeypatch)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "base.txt").write_text(
        "汴卫〔2022〕3号\n\n关于印发开封市医疗办法的通知\n\n一、住院服务\n对特困人员，实行先诊疗后付费。"
        "（市卫生健康委牵头，市医保局配合）\n\n开封市卫生健康委员会\n2022年6月27日\n",
        encoding="utf-8",
    )
    return load_settings({"ASSISTANT_CORPUS": str(corpus), "ASSISTANT_INDEX": str(tmp_path / "index")})


def skip_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the index does not matter it is not built."""
    monkeypatch.setattr(changes, "update_index", lambda *args, **options: None)


def writer(folder: Path) -> Write:
    """Writes files for adding: name, text, encoding."""

    def written(name: str, text: str, encoding: str = "utf-8") -> Path:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding=encoding, newline="")
        return path

    return written


def held(settings: Settings) -> dict[str, Notice]:
    return {n.id: n for n in read_corpus(find_corpus(settings.corpus, settings.own_folder))}


def stored(settings: Settings) -> list[str]:
    return sorted(path.name for path in (settings.own_folder / "files").iterdir())


def add_one(settings: Settings, path: Path, given: Corrections = own_notices.NO_CORRECTIONS) -> Added:
    (result,) = add_notices(settings, [path], given)
    assert isinstance(result, Added), result
    return result

"""The user's own notices: what is held, what replaces what, what is told of damage."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from own_fixtures import Write, add_one, corpus_settings, held, skip_index, stored, text_of, writer
from search_fixtures import clause_of, notice_of

from assistant.errors import CorpusError, UsageError
from assistant.gazetteer import load_gazetteer
from assistant.holdings.changes import Refused, add_notices, remove_notices
from assistant.holdings.corrections import settle
from assistant.holdings.plan import Added
from assistant.holdings.versions import Held, clean_id, free_id, is_new_version
from assistant.own_notices import Corrections, load_own, save_own
from assistant.records import Notice
from assistant.settings import Settings, load_settings


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    return corpus_settings(tmp_path, monkeypatch)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return writer(tmp_path)


@pytest.fixture
def no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the index does not matter it is not built."""
    skip_index(monkeypatch)


# --- adding ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("no_index")
def test_added_notice_is_held_as_it_was_read(settings: Settings, write: Write) -> None:
    added = add_one(settings, write("甲县 方案.txt", text_of("7")))
    assert (added.outcome, added.notice.id, added.notice.number) == ("added", "甲县 方案", "海卫发〔2023〕7号")
    assert held(settings)["甲县 方案"] == added.notice
    (entry,) = load_own(settings.own_folder)
    assert (entry.name, entry.text, entry.file) == ("甲县 方案.txt", entry.file, f"甲县 方案.{entry.sha256[:12]}.txt")
    assert stored(settings) == [entry.file]


@pytest.mark.usefixtures("no_index")
def test_text_is_kept_where_the_file_is_not_that_text(settings: Settings, write: Write) -> None:
    path = write("a.txt", text_of(), "gb18030")
    added = add_one(settings, path)
    (entry,) = load_own(settings.own_folder)
    assert stored(settings) == sorted([entry.file, f"{entry.file}.txt"])
    assert (settings.own_folder / "files" / entry.file).read_bytes() == path.read_bytes()
    assert held(settings)["a"] == added.notice
    assert added.notice.source == text_of()


@pytest.mark.usefixtures("no_index")
def test_pages_and_remarks_are_kept_with_the_text(settings: Settings, write: Write) -> None:
    add_one(settings, write("a.txt", text_of()))
    (entry,) = load_own(settings.own_folder)
    save_own(settings.own_folder, [replace(entry, pages=(0, 40), remarks=("第 2 页有图",))])
    notice = held(settings)["a"]
    assert (notice.page_of(39), notice.page_of(40), notice.warnings[0].message) == (1, 2, "第 2 页有图")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("方案（2023）v1.2", "方案（2023）v1.2"),
        ("a#b/c\\d:e", "a-b-c-d-e"),
        ("..", "notice"),
        (".hidden", "hidden"),
        ("", "notice"),
        ("\x1b[31m红\n  色\u202e", "[31m红 色"),
        ("两  个 空格", "两 个 空格"),
        ("e\u0301", "é"),
        ("长" * 10_000, "长" * 80),
    ],
)
def test_ids_keep_chinese_and_lose_what_breaks_them(name: str, expected: str) -> None:
    assert clean_id(name) == expected


def test_second_notice_of_one_name_is_numbered() -> None:
    assert [free_id("a", ids) for ids in ((), ("a",), ("a", "a-2"))] == ["a", "a-2", "a-3"]


@pytest.mark.usefixtures("no_index")
def test_different_notices_of_one_file_name_stand_side_by_side(settings: Settings, write: Write) -> None:
    paths = [write("x/a.txt", text_of("7")), write("y/a.txt", text_of("8")), write("z/base.txt", text_of("9"))]
    assert [r.notice.id for r in add_notices(settings, paths) if isinstance(r, Added)] == ["a", "a-2", "base-2"]
    assert sorted(held(settings)) == ["a", "a-2", "base", "base-2"]


@pytest.mark.usefixtures("no_index")
def test_same_text_is_one_notice_and_takes_corrections(settings: Settings, write: Write) -> None:
    add_one(settings, write("a.txt", text_of()))
    again = add_one(settings, write("b.txt", text_of().replace("\n", "\r\n"), "utf-16"))
    assert (again.outcome, again.notice.id) == ("held", "a")
    mended = add_one(settings, write("c.txt", text_of()), Corrections(place="中卫", date="2023年3月6日"))
    assert (mended.outcome, mended.notice.id, mended.notice.place, mended.notice.date) == (
        *("corrected", "a", "中卫市", "2023-03-06"),
    )
    assert mended.disagreements == (
        "地方：文中读出的是“海原县”，按您写的“中卫市”记下",
        "日期：文中读出的是“2023-03-05”，按您写的“2023-03-06”记下",
    )
    assert mended.in_english == (
        "Place: the text has “海原县”; kept as you wrote it, “中卫市”",
        "Date: the text has “2023-03-05”; kept as you wrote it, “2023-03-06”",
    )
    further = add_one(settings, write("c.txt", text_of()), Corrections(number="海卫发[2023] 7号"))
    assert (further.notice.place, further.notice.number) == ("中卫市", "海卫发〔2023〕7号")
    assert held(settings)["a"] == further.notice
    assert len(load_own(settings.own_folder)) == 1


@pytest.mark.usefixtures("no_index")
def test_copy_of_a_notice_of_the_corpus_folder_is_not_added(settings: Settings, write: Write) -> None:
    copy = write("copy.txt", (settings.corpus / "base.txt").read_text(encoding="utf-8"))
    result = add_one(settings, copy)
    assert (result.outcome, result.own, result.notice.id) == ("held", False, "base")
    assert load_own(settings.own_folder) == ()
    (refused,) = add_notices(settings, [copy], Corrections(place="中卫"))
    assert isinstance(refused, Refused)
    assert "catalogue.toml" in refused.reason


@pytest.mark.usefixtures("no_index")
def test_a_bad_file_does_not_stop_the_others(settings: Settings, write: Write, tmp_path: Path) -> None:
    files = [
        tmp_path / "none.txt",
        write("empty.txt", ""),
        write("a.txt", text_of()),
        tmp_path,
        tmp_path / ("长" * 9999),
    ]
    results = add_notices(settings, files)
    assert [type(result).__name__ for result in results] == ["Refused", "Refused", "Added", "Refused", "Refused"]
    reasons = [result.reason for result in results if isinstance(result, Refused)]
    assert reasons[0] == f"{tmp_path / 'none.txt'}：没有这个文件；请检查文件名。"
    assert all("\n" not in reason and len(reason) < 400 for reason in reasons)
    assert sorted(held(settings)) == ["a", "base"]


def test_nothing_is_touched_where_no_file_can_be_read(settings: Settings, tmp_path: Path) -> None:
    (refused,) = add_notices(settings, [tmp_path / "none.txt"])
    assert isinstance(refused, Refused)
    assert not settings.own_folder.exists()
    assert not settings.index.exists()


# --- versions ----------------------------------------------------------------------------------------------------


def version(name: str = "a", text: str = "一样的段落。", **known: str | None) -> Notice:
    facts = {"title": "甲方案", "number": None, "place": "甲县", "date": "2023-01-01"} | known
    return replace(notice_of(name, [clause_of(name, "一、", text)]), **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        ({"number": "甲发〔2021〕1号", "title": "别的标题"}, {"number": "甲发[2021] 第1号"}, True),
        ({"number": "甲发〔2021〕1号"}, {"number": "甲发〔2021〕2号"}, False),
        ({"number": "甲发〔2021〕1号"}, {"number": "甲发〔2021〕1号", "place": "乙县"}, False),
        ({"number": "甲发〔2021〕1号"}, {"number": "甲发〔2021〕1号", "place": None}, True),
        ({"number": "甲发〔2021〕1号", "title": "别的标题"}, {"number": "甲发〔2021〕1号", "place": None}, False),
        ({"number": "甲发〔2021〕1号", "date": "2020-01-01"}, {"number": "甲发〔2021〕1号"}, False),
        ({}, {}, True),
        ({"title": "《甲》方案"}, {}, True),
        ({"number": "甲发〔2021〕1号"}, {}, True),
        ({"title": "甲方案（修订）"}, {}, False),
        ({"place": "乙县"}, {}, False),
        ({"date": "2024-01-01"}, {}, True),
        ({"date": "2022-01-01"}, {}, False),
        ({"place": None, "text": "另一段。"}, {}, False),
        ({"place": None}, {}, True),
        ({"title": None}, {"title": None}, True),
        ({"title": None, "text": "另一段。"}, {"title": None}, False),
    ],
)
def test_what_counts_as_a_new_version(new: dict[str, str | None], old: dict[str, str | None], expected: bool) -> None:
    there = Held(version(**old), "a", own=True)  # type: ignore[arg-type]
    assert is_new_version(version(**new), "a", there) is expected  # type: ignore[arg-type]


def test_same_text_under_another_file_name_is_no_version_where_the_place_is_unknown() -> None:
    assert not is_new_version(version(place=None), "b", Held(version(), "a", own=True))


@pytest.mark.usefixtures("no_index")
def test_new_version_takes_the_place_of_the_old_one(settings: Settings, write: Write) -> None:
    add_one(settings, write("v1.txt", text_of("7", 300)))
    second = add_one(settings, write("v2.txt", text_of("7", 400)))
    assert (second.outcome, [h.notice.id for h in second.replaced]) == ("replaced", ["v1"])
    assert sorted(held(settings)) == ["base", "v2"]
    assert len(stored(settings)) == 1
    third = add_one(settings, write("v2.txt", text_of("7", 500)))
    assert (third.outcome, third.notice.id) == ("replaced", "v2")


@pytest.mark.usefixtures("no_index")
def test_replaced_notice_of_the_corpus_folder_comes_back(settings: Settings, write: Write) -> None:
    base = (settings.corpus / "base.txt").read_text(encoding="utf-8")
    first = add_one(settings, write("base.txt", base.replace("特困人员", "低保对象")))
    assert (first.outcome, first.notice.id, [h.own for h in first.replaced]) == ("replaced", "base", [False])
    second = add_one(settings, write("新.txt", base.replace("特困人员", "监测对象")))
    assert [h.own for h in second.replaced] == [True]
    assert list(held(settings)) == ["新"]
    (removed,) = remove_notices(settings, ["新"])
    assert (removed.restored, list(held(settings))) == (("base",), ["base"])
    assert "特困人员" in held(settings)["base"].source


# --- corrections -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "full"),
    [
        ("中卫", "中卫市"),
        ("海原县", "海原县"),
        ("全国", "全国"),
        ("江苏南京鼓楼区", "南京市鼓楼区"),
        ("北京朝阳区", "北京市朝阳区"),
    ],
)
def test_places_get_their_full_names(place: str, full: str) -> None:
    assert settle(Corrections(place=place), load_gazetteer(Path())).place == full


@pytest.mark.parametrize(
    "date", ["2021-10-12", "2021年10月12日", "2021/10/12", "２０２１．１０．１２", " 2021 年 10 月 12 日 "]
)
def test_dates_of_any_form(date: str) -> None:
    assert settle(Corrections(date=date), load_gazetteer(Path())).date == "2021-10-12"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (Corrections(place="鼓楼区"), "“鼓楼区”有 4 处：江苏省南京市鼓楼区、"),
        (Corrections(place="桃花源市"), "没有找到地名“桃花源市”"),
        (Corrections(place=""), "没有找到地名“”"),
        (Corrections(date="2023-02-30"), "--date “2023-02-30”：没有这一天"),
        (Corrections(date="去年"), "--date “去年”不是日期"),
        (Corrections(title=" \n"), "--title 是空的"),
        (Corrections(title="长" * 10_000), "--title 有 10000 个字，太长了"),
    ],
)
def test_impossible_corrections_are_refused(given: Corrections, message: str) -> None:
    with pytest.raises(UsageError) as error:
        settle(given, load_gazetteer(Path()))
    assert str(error.value).startswith(message)


def test_corrections_become_one_clean_line() -> None:
    given = Corrections(title="《甲\x1b[31m\n方案\u202e》", number="甲发（2021） 1 号")
    assert settle(given, load_gazetteer(Path())) == Corrections(title="甲[31m 方案", number="甲发〔2021〕1号")


# --- removing ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("no_index")
def test_unknown_ids_remove_nothing(settings: Settings, write: Write) -> None:
    with pytest.raises(CorpusError, match="还没有加过通知"):
        remove_notices(settings, ["a"])
    assert not settings.own_folder.exists()
    add_notices(settings, [write("甲县方案.txt", text_of("7")), write("b.txt", text_of("8"))])
    with pytest.raises(CorpusError, match="没有自加的通知 甲县方按；相近的有：甲县方案（"):
        remove_notices(settings, ["b", "甲县方按"])
    with pytest.raises(CorpusError) as error:
        remove_notices(settings, ["base"])
    assert str(settings.corpus / "base.txt") in str(error.value)
    assert sorted(held(settings)) == ["b", "base", "甲县方案"]


@pytest.mark.usefixtures("no_index")
def test_what_is_removed_leaves_no_file(settings: Settings, write: Write) -> None:
    add_notices(settings, [write("a.txt", text_of("7")), write("b.txt", text_of("8"), "gb18030")])
    (settings.own_folder / "files" / "mine.docx").write_bytes(b"put here by hand")
    removed = remove_notices(settings, ["b", "a", "b"])
    assert [r.id for r in removed] == ["a", "b"]
    assert stored(settings) == ["mine.docx"]


# --- damage ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("no_index")
@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: "[]",
        lambda text: text.replace('"format": 1', '"format": 2'),
        lambda text: text.replace('"id": "a"', '"id": 3'),
        lambda text: text.replace('"file": "a.', '"file": "../a.'),
        lambda text: text.replace('"id": "a"', '"id": ""'),
        lambda text: "[" * 100_000,
    ],
)
def test_damaged_list_is_never_an_empty_one(settings: Settings, write: Write, spoil: Callable[[str], str]) -> None:
    path = write("a.txt", text_of())
    add_one(settings, path)
    names, own = stored(settings), settings.own_folder / "own.json"
    own.write_text(spoil(own.read_text(encoding="utf-8")), encoding="utf-8")
    for action in (
        lambda: held(settings),
        lambda: add_notices(settings, [path]),
        lambda: remove_notices(settings, ["a"]),
    ):
        with pytest.raises(CorpusError) as error:
            action()
        assert str(error.value).startswith(f"{own}：自加通知的清单")
    assert stored(settings) == names


@pytest.mark.usefixtures("no_index")
def test_lost_list_is_told_and_its_files_stay(settings: Settings, write: Write) -> None:
    path = write("a.txt", text_of())
    add_one(settings, path)
    (settings.own_folder / "own.json").unlink()
    with pytest.raises(CorpusError, match="清单不见了"):
        add_notices(settings, [path])
    assert len(stored(settings)) == 1


@pytest.mark.usefixtures("no_index")
@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), lambda path: path.write_bytes(b"\xff\x00")])
def test_damaged_file_is_told_and_mended_by_adding_again(
    settings: Settings, write: Write, spoil: Callable[[Path], object]
) -> None:
    path = write("a.txt", text_of())
    add_one(settings, path, Corrections(place="中卫"))
    (entry,) = load_own(settings.own_folder)
    spoil(settings.own_folder / "files" / entry.file)
    with pytest.raises(CorpusError, match=r"请重新 add 原文件（a\.txt），或运行 python -m assistant remove a"):
        held(settings)
    add_one(settings, path)
    assert held(settings)["a"].place == "中卫市"
    spoil(settings.own_folder / "files" / entry.file)
    remove_notices(settings, ["a"])
    assert list(held(settings)) == ["base"]


# --- settings ----------------------------------------------------------------------------------------------------


def test_where_own_notices_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings({"ASSISTANT_CORPUS": str(tmp_path)}).own_folder == tmp_path / "own"
    assert load_settings({}).own_folder == load_settings({}).corpus / "own"
    assert load_settings({"ASSISTANT_OWN": str(tmp_path / "mine")}).own_folder == tmp_path / "mine"
    monkeypatch.setattr("assistant.settings._checkout", lambda: None)
    installed = load_settings({})
    assert (installed.own_folder, installed.own_folder.parent) == (installed.own, installed.index.parent)


def test_the_list_is_json_that_a_person_can_read(settings: Settings, write: Write, no_index: None) -> None:
    add_one(settings, write("方案.txt", text_of()), Corrections(place="中卫"))
    content = json.loads((settings.own_folder / "own.json").read_text(encoding="utf-8"))
    (entry,) = content["notices"]
    assert (entry["id"], entry["name"], entry["corrections"]["place"]) == ("方案", "方案.txt", "中卫市")

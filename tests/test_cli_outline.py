"""``outline``: a tree that a person can check at a glance."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.cli import app
from assistant.display.outline import outline_lines
from assistant.gazetteer import load_gazetteer
from assistant.reading.notice import parse_notice
from assistant.records import Notice, ReadingWarning

TEXT = """海卫发〔2023〕7号

关于印发海原县健康帮扶实施方案的通知

一、住院服务
（一）先诊疗后付费。对低保对象，2023年12月底前实行先诊疗后付费。（县卫生健康局牵头，县医保局配合）
各医院要公示。
三、人才队伍
（略）

海原县卫生健康局
2023年3月5日
"""


@pytest.fixture
def notice() -> Notice:
    return parse_notice("方案", TEXT, load_gazetteer(Path()))


def texts(notice: Notice) -> list[str]:
    return [line.text for line in outline_lines(notice)]


def test_tree_has_addresses_facts_warnings_and_counts(notice: Notice) -> None:
    lines = texts(notice)
    assert lines[:2] == [
        "关于印发海原县健康帮扶实施方案的通知",
        "文号：海卫发〔2023〕7号　地方：海原县　日期：2023-03-05　机关：海原县卫生健康局",
    ]
    assert "缺：三、为“略”" in lines[2:4]
    tree = lines[lines.index("") + 1 :]
    assert tree[:2] == ["[文首] 海卫发〔2023〕7号", "[文首] 关于印发海原县健康帮扶实施方案的通知"]
    assert tree[2] == "一、 住院服务"
    assert tree[3].startswith("  一、（一） 先诊疗后付费　对低保对象")
    assert tree[4].startswith("    职责：县卫生健康局牵头；县医保局配合　← ")
    assert tree[5].startswith("    时限：2023年12月底前（2023-12-31）　← ")
    assert "    一、（一）/p2 各医院要公示。" in tree
    missing = next(line for line in tree if "疑点" in line)
    assert missing.startswith("  疑点：三、 编号缺号")
    assert tree.index("三、 人才队伍") < tree.index(missing)
    assert tree[-4:-2] == ["[落款] 海原县卫生健康局", "[落款] 2023年3月5日"]
    assert tree[-1].startswith("共 3 条 9 段；职责 1，时限 1，")
    assert tree[-1].endswith("；疑点 1")


def test_pages_and_warnings_about_the_whole_file(notice: Notice) -> None:
    remark = ReadingWarning("第 2 页有图，图里的字读不出来", "", 0, 0)
    lines = texts(replace(notice, pages=(0, TEXT.index("三、")), warnings=(remark,)))
    assert [line for line in lines if line.startswith("[第")] == ["[第 1 页]", "[第 2 页]"]
    assert lines[lines.index("[第 2 页]") + 1] == "三、 人才队伍"
    assert lines[-2] == "说明：第 2 页有图，图里的字读不出来"
    assert lines[-1].startswith("共 2 页，3 条 9 段；")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_text_is_what_positions_count_in(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], ends: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.replace("\n", ends).encode("gb18030"))
    assert app.run(["outline", str(path), "--text"]) == 0
    assert capfdbinary.readouterr().out == TEXT.replace("\n", ends).encode()


def test_only_one_form_at_a_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert app.run(["outline", str(path), "--text", "--json"]) == 2
    assert capsys.readouterr() == ("", "错误：--json 和 --text 只能用一个。\n")


def test_narrow_terminals_fold_under_the_address(
    notice: Notice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr("assistant.cli.outline.on_terminal", lambda: True)
    monkeypatch.setattr("assistant.cli.console.on_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "dumb")
    assert app.run(["outline", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "    职责：县卫生健康局牵头；县医保局配合" in lines
    assert max(sum(2 if char > "\u00ff" else 1 for char in line) for line in lines) <= 40
    assert "" in lines

"""``add`` and ``remove`` on the command line: what is shown, what is said of mistakes, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from own_fixtures import Write, corpus_settings, held, skip_index, text_of, writer

from assistant.cli import app
from assistant.settings import Settings, load_settings


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    settings = corpus_settings(tmp_path, monkeypatch)
    monkeypatch.setenv("ASSISTANT_CORPUS", str(settings.corpus))
    monkeypatch.setenv("ASSISTANT_INDEX", str(settings.index))
    skip_index(monkeypatch)
    return load_settings()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return writer(tmp_path)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, list[str], list[str]]:
    code = app.run([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out.splitlines(), err.splitlines()


def test_add_shows_what_was_read(settings: Settings, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "add", write("方案.txt", text_of("7").replace("二、", "三、")))
    assert (code, err) == (0, [])
    assert out[:3] == [
        "已加入：方案",
        "  标题：关于印发甲县健康帮扶实施方案的通知",
        "  文号：海卫发〔2023〕7号　地方：海原县　日期：2023-03-05　机关：海原县卫生健康局",
    ]
    assert out[3].startswith("  共 2 条 9 段；职责 1，时限 ")
    assert out[3].endswith("；疑点 1")
    assert out[4].startswith("  疑点：三、 编号缺号")
    assert len(out) == 5


def test_add_says_what_is_missing_and_which_option_gives_it(
    settings: Settings, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write("a.txt", "对低保对象，实行先诊疗后付费。\n")
    code, out, _ = run(capsys, "add", path)
    assert code == 0
    told = [line.rpartition("可再 add 一次并写 ")[2] for line in out if line.startswith("  注意：")]
    assert told == ["--title 标题。", "--number 文号。", "--place 地名。", "--date 2021-10-12。"]
    code, out, _ = run(
        capsys,
        "add",
        path,
        "--title",
        "甲方案",
        "--number",
        "甲发〔2021〕1号",
        "--place",
        "中卫",
        "--date",
        "2021-10-12",
    )
    assert (code, out[0]) == (0, "已经有了，已改正：a")
    assert out[2] == "  文号：甲发〔2021〕1号　地方：中卫市　日期：2021-10-12　机关：—"
    assert not [line for line in out if "注意" in line]
    assert run(capsys, "add", path) == (0, ["已经有了：a", "  《甲方案》，没有改动。"], [])


def test_add_says_what_it_replaces_and_remove_what_comes_back(
    settings: Settings, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    base = (settings.corpus / "base.txt").read_text(encoding="utf-8")
    _, out, _ = run(capsys, "add", write("新版.txt", base.replace("特困人员", "低保对象")))
    assert "  替换了：base 《关于印发开封市医疗办法的通知》（原有语料；remove 新版 后恢复）" in out
    _, out, _ = run(capsys, "add", write("更新.txt", base.replace("特困人员", "监测对象")))
    assert "  替换了：新版 《关于印发开封市医疗办法的通知》（旧版不再保留）" in out
    assert run(capsys, "remove", "更新") == (
        0,
        ["已移除：更新 《关于印发开封市医疗办法的通知》", "  已恢复：base（原有语料里的这份又可用了）"],
        [],
    )


def test_each_of_several_files_gets_its_line(
    settings: Settings, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = write("a.txt", text_of("7"))
    code, out, err = run(capsys, "add", tmp_path / "none.txt", good, write("empty.txt", ""), good, "--place", "海原县")
    assert code == 1
    assert [line for line in out if not line.startswith(" ")] == ["已加入：a", "已经有了：a"]
    assert [line[: line.index("：", 4)] for line in err] == [
        f"错误：{tmp_path / 'none.txt'}",
        f"错误：{tmp_path / 'empty.txt'}",
    ]
    assert sorted(held(settings)) == ["a", "base"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--title", "甲"], "--title、--number、--date 说的是一份通知，请一次只加一个文件"),
        (["--date", "2021-02-30"], "--title、--number、--date 说的是一份通知"),
        (["--place", "鼓楼区"], "“鼓楼区”有 4 处：江苏省南京市鼓楼区、"),
        (["--place", "无此地"], "没有找到地名“无此地”"),
    ],
)
def test_impossible_options_are_wrong_usage(
    settings: Settings, write: Write, capsys: pytest.CaptureFixture[str], options: list[str], message: str
) -> None:
    code, out, err = run(capsys, "add", write("a.txt", text_of("7")), write("b.txt", text_of("8")), *options)
    assert (code, out, len(err)) == (2, [], 1)
    assert err[0].startswith(f"错误：{message}")
    assert sorted(held(settings)) == ["base"]


def test_add_in_json(settings: Settings, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "add", write("a.txt", text_of("7")), tmp_path / "none.txt", "--json", "--place", "中卫")
    good, bad = json.loads(out[0])
    assert code == 1
    assert (good["outcome"], good["notice"], good["place"], good["clauses"], good["warnings"]) == (
        *("added", "a", "中卫市", 9, []),
    )
    assert good["disagreements"] == ["地方：文中读出的是“海原县”，按您写的“中卫市”记下"]
    assert list(bad) == ["file", "error"]
    assert "没有这个文件" in bad["error"]


def test_what_a_file_says_commands_no_terminal(
    settings: Settings, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "[red]方案\x1b[31m\n#1.txt"
    path = write(name, text_of("7", title="关于印发[bold]甲县\x1b]0;x\x07方案[/]的通知"))
    code, out, _ = run(capsys, "add", path)
    assert (code, out[0]) == (0, "已加入：[red]方案[31m-1")
    assert not any("\x1b" in line or "\x07" in line for line in out)
    assert run(capsys, "remove", "[red]方案[31m-1")[0] == 0


def test_remove_of_what_is_not_there(settings: Settings, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "add", write("甲县方案.txt", text_of("7")))
    code, out, err = run(capsys, "remove", "甲县方")
    assert (code, out) == (1, [])
    assert err == ["错误：没有自加的通知 甲县方；相近的有：甲县方案（全部用 notices 查看）。"]
    code, out, err = run(capsys, "remove", "base")
    assert (code, out, len(err)) == (1, [], 1)
    assert str(settings.corpus / "base.txt") in err[0]
    assert run(capsys, "remove")[0] == 2


def test_add_really_indexes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], write: Write
) -> None:
    settings = corpus_settings(tmp_path, monkeypatch)
    monkeypatch.setenv("ASSISTANT_CORPUS", str(settings.corpus))
    monkeypatch.setenv("ASSISTANT_INDEX", str(settings.index))
    code, _, err = run(capsys, "add", write("a.txt", text_of("7")))
    assert (code, err) == (0, ["还没有建立索引，正在建立索引……", "建立索引 Indexing……"])
    code, out, err = run(capsys, "ask", "谁牵头先诊疗后付费", "--place", "海原县", "--json")
    assert (code, err) == (0, [])
    assert [c["notice"] for c in json.loads(out[0])["citations"]] == ["a"]


def test_a_version_of_an_earlier_date_is_not_taken(
    settings: Settings, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "关于做好甲工作的通知\n汴卫〔2024〕3号\n一、要求\n由{}牵头。\n开封市卫生健康委员会\n2024年{}月1日\n"
    assert run(capsys, "add", write("新.txt", text.format("甲处", 5)))[0] == 0
    code, out, err = run(capsys, "add", write("旧.txt", text.format("乙处", 3)))
    assert (code, out) == (1, [])
    assert "已有同一文件较新的版本 新（2024-05-01），没有加入" in "".join(err)

"""``quiz`` on the command line: files, messages, exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.cli.app import run


def told(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    captured = capsys.readouterr()
    return captured.out, captured.err


@pytest.mark.parametrize("name", ["a.md", "a.docx", "a.xlsx", "a.gift", "a.json"])
def test_the_format_follows_the_files_name(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / name
    assert run(["quiz", "--count", "5", "-o", str(file)]) == 0
    out, err = told(capsys)
    assert out == ""
    assert err == f"已写出 5 题：{file}\n"
    assert file.stat().st_size > 500
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_without_a_file_the_paper_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["quiz", "--count", "3", "--format", "json", "--kind", "单选", "--difficulty", "难"]) == 0
    out, err = told(capsys)
    made = json.loads(out)
    assert [(question["kind"], question["difficulty"]) for question in made] == [("single", "hard")] * 3
    assert err == ""


def test_fewer_than_asked_for_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["quiz", "--topic", "先诊疗后付费", "--count", "50", "--format", "json"]) == 0
    out, err = told(capsys)
    count = len(json.loads(out))
    assert err == f"要 50 题，这张卷上互不重复、答案可证明的题只有 {count} 道；换一个 --seed 可能换掉一部分。\n"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--count", "0"], 2, "题数是 0"),
        (["--count", "10000"], 2, "题数是 10000"),
        (["--count", "-1"], 2, "题数是 -1"),
        (["--kind", "问答"], 2, "没有题型“问答”"),
        (["--difficulty", "x"], 2, "没有难度“x”"),
        (["--format", "pdf"], 2, "没有格式“pdf”"),
        (["--format", "docx"], 2, "请用 -o 给出文件名"),
        (["--place", "没有这地方"], 2, "不认识“没有这地方”"),
        (["--place", "四川"], 1, "本库没有四川省的文件"),
        (["--topic", "航天发射"], 1, "没有关于“航天发射”的题"),
        (["-o", "/nowhere/at/all/a.md"], 1, "没有这个文件夹"),
        (["-o", ""], 1, "是文件夹；请在 -o 后写明文件名"),
        (["-o", "a.pdf"], 2, "不知道按哪种格式写；请用 --format 说明"),
        (["--verify", "/nowhere/a.json"], 2, "读不了"),
        (["--verify", "a.json", "-o", "b.docx"], 2, "只核对题库，不写文件"),
        (["--verify", "a.json", "--format", "md"], 2, "只核对题库，不写文件"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    arguments: list[str], code: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["quiz", *arguments]) == code
    out, err = told(capsys)
    assert out == ""
    assert err.startswith("错误：") and says in err
    assert err.count("\n") == 1


def test_a_place_without_a_notice_of_its_own_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["quiz", "--place", "西安", "--count", "3", "--format", "json"]) == 0
    out, err = told(capsys)
    assert {question["place"] for question in json.loads(out)} == {"陕西省"}
    assert err == "本库没有西安市自己的文件，题目出自陕西省的。\n"
    assert run(["quiz", "--place", "西安", "--count", "3", "--format", "json", "--lang", "en"]) == 0
    assert told(capsys) == (out, "No notice of 西安市 is held; the questions are on 陕西省's.\n")


def test_a_folder_is_no_file_and_nothing_is_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").mkdir()
    assert run(["quiz", "--count", "2", "-o", str(tmp_path / "a.md")]) == 1
    assert "是文件夹" in told(capsys)[1]
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_verify_tells_what_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.json"
    assert run(["quiz", "--count", "8", "-o", str(file)]) == 0
    told(capsys)
    assert run(["quiz", "--verify", str(file)]) == 0
    assert told(capsys)[0] == "共 8 题：8 题仍然成立，0 题不再成立。\n"
    made = json.loads(file.read_text(encoding="utf-8"))
    made[0]["quote"] = "没有这句话"
    file.write_text(json.dumps(made), encoding="utf-8")
    assert run(["quiz", "--verify", str(file)]) == 1
    lines = told(capsys)[0].splitlines()
    assert lines[0].startswith("第 1 题不再成立：")
    assert lines[1] == "共 8 题：7 题仍然成立，1 题不再成立。"


def test_a_quiz_needs_no_search_engine() -> None:
    """Nor what writes other formats than the one asked for."""
    script = (
        "import sys; from assistant.cli.app import run; run(['quiz', '--count', '5', '--format', 'json']);"
        "heavy = {'chromadb', 'sentence_transformers', 'gradio', 'langchain', 'torch', 'numpy', 'docx', 'openpyxl'};"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.cli.app import run
from assistant.settings import Settings

LINES = [
    {
        "id": "t-1", "split": "dev", "topic": "签约", "kind": "responsibility", "register": "official",
        "language": "zh", "place": None, "history": [], "question": "陕西家庭医生签约谁牵头？", "status": ["answered"],
        "gold": [{"clause": "shaanxi-2021#一、（一）/p2", "quote": "委基层卫生健康处牵头"}],
        "also": [], "facts": [["基层卫生健康处"]], "forbidden": ["医政医管局牵头"], "verdict": None,
    },
    {
        "id": "t-2", "split": "test", "topic": "报送", "kind": "deadline", "register": "official", "language": "zh",
        "place": "陕西省", "history": [], "question": "什么时候报送落实情况？", "status": ["answered"],
        "gold": [{"clause": "shaanxi-2021#五、（三）/p1", "quote": "每年6月和11月底前"}],
        "also": [], "facts": [["6月和11月底"]], "forbidden": ["12月"], "verdict": None,
    },
    {
        "id": "t-3", "split": "test", "topic": "别的", "kind": "absent", "register": "everyday", "language": "zh",
        "place": None, "history": [], "question": "今天下雨吗？", "status": ["answered"],
        "gold": [{"clause": "kaifeng-2022#四、二是/p1", "quote": "每季度开展一次随访"}],
        "also": [], "facts": [["每季度"]], "forbidden": [], "verdict": None,
    },
]  # fmt: skip


@pytest.fixture
def place(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file of questions; results go there too. The third question's gold is wrong on purpose."""
    monkeypatch.setenv("ASSISTANT_INDEX", str(settings.index))
    monkeypatch.setenv("ASSISTANT_OWN", str(settings.own_folder))
    lines = (json.dumps(line, ensure_ascii=False) for line in LINES)
    (tmp_path / "q.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def evaluate(place: Path, *arguments: str) -> int:
    return run(["eval", "--questions", str(place / "q.jsonl"), "--results", str(place / "results"), *arguments])


def figures(found: dict[str, Any], by: str = "all", name: str = "all") -> dict[str, Any]:
    return next(g["figures"] for g in found["groups"] if (g["by"], g["name"]) == (by, name))


def test_json_is_what_is_kept(assistant: object, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate(place, "--json", "--name", "one") == 0
    output = capsys.readouterr()
    found = json.loads(output.out)
    assert found == json.loads((place / "results" / "one.json").read_text(encoding="utf-8"))
    assert output.err.splitlines()[-1] == f"结果已存到 {place / 'results' / 'one.json'}"
    assert (found["n"], found["selection"]) == (3, {"split": None, "place": None})
    assert [item["values"]["right"] for item in found["questions"]] == [1.0, 1.0, 0.0]
    right = figures(found)["right"]
    assert (right["value"], right["n"]) == (0.6667, 3)
    assert figures(found)["needless_refusals"]["value"] == 0.3333
    assert figures(found, "kind", "responsibility")["recall@1"] == {"value": 1.0, "low": 1.0, "high": 1.0, "n": 1}
    assert found["origin"]["model"].startswith("model (")


def test_table_is_for_people(assistant: object, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate(place, "--show-wrong") == 0
    printed = capsys.readouterr().out
    rows = [line.split() for line in printed.splitlines()]
    assert rows[0][:2] == [
        "3",
        "题；" + json.loads(kept(place).read_text(encoding="utf-8"))["origin"]["date"] + "；版本",
    ]
    assert ["全部", "3", "66.7"] in [row[:3] for row in rows]
    assert ["题类：期限", "1", "100.0"] in [row[:3] for row in rows]
    assert "✗ t-3（文中没有）今天下雨吗？" in printed
    assert "  应：answered；每季度" in printed
    assert "  错：status: not_found；fact: 每季度；clause: kaifeng-2022#四、二是/p1" in printed
    assert "t-1" not in printed


def kept(place: Path) -> Path:
    (file,) = (place / "results").glob("*.json")
    return file


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["--split", "test"], ["t-2", "t-3"]),
        (["--place", "开封"], ["t-3"]),
        (["--split", "dev", "--place", "陕西省"], ["t-1"]),
    ],
)
def test_questions_are_chosen(
    assistant: object, place: Path, arguments: list[str], ids: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate(place, "--json", *arguments) == 0
    assert [item["id"] for item in json.loads(capsys.readouterr().out)["questions"]] == ids


def test_against_earlier_results(assistant: object, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evaluate(place, "--name", "before", "--json")
    before = json.loads(capsys.readouterr().out)
    before["questions"][0]["values"]["right"] = 0.0
    before["questions"][2]["values"]["right"] = 1.0
    (place / "before.json").write_text(json.dumps(before), encoding="utf-8")
    assert evaluate(place, "--against", str(place / "before.json")) == 0
    printed = capsys.readouterr().out
    assert "同有 3 题" in printed
    assert "变好 1 题\n  t-1 陕西家庭医生签约谁牵头？\n变差 1 题\n  t-3 今天下雨吗？" in printed
    assert evaluate(place, "--json", "--against", str(place / "before.json")) == 0
    changes = json.loads(capsys.readouterr().out)["changes"]
    assert (changes["better"], changes["worse"], changes["figures"]["right"]["value"]) == (["t-1"], ["t-3"], 0.0)


def test_baselines_run_on_the_same_questions(
    assistant: object, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate(place, "--json", "--baseline", "all") == 0
    found = json.loads(capsys.readouterr().out)
    assert [item["name"] for item in found["retrievers"]] == ["program", "tutorial", "bm25", "embedding", "hybrid"]
    assert {item["figures"]["mrr@10"]["n"] for item in found["retrievers"]} == {3}
    assert found["questions"][0]["ranks"]["bm25"] == [2]
    assert evaluate(place, "--baseline", "bm25", "--baseline", "tutorial") == 0
    rows = [line.split()[:1] for line in capsys.readouterr().out.splitlines()]
    assert [row for row in rows if row in (["本程序"], ["bm25"], ["教程做法"])] == [["本程序"], ["bm25"], ["教程做法"]]


@pytest.mark.parametrize(("name", "begin"), [("r.svg", b"<?xml"), ("r.png", b"\x89PNG")])
def test_picture(assistant: object, place: Path, name: str, begin: bytes) -> None:
    assert evaluate(place, "--baseline", "bm25", "--picture", str(place / "new" / name)) == 0
    data = (place / "new" / name).read_bytes()
    assert data.startswith(begin)
    if name.endswith("svg"):
        assert b"recall@1" in data and b"needless refusals" in data and b"bm25" in data


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (["--baseline", "magic"], "没有叫 magic 的基线；可用的有：tutorial、bm25、embedding、hybrid、all。", 2),
        (["--place", "四川"], "没有“四川”的通知；现有：", 2),
        (["--split", "dev", "--place", "开封市"], "里没有合条件的题", 2),
        (["--questions", "elsewhere.jsonl"], "题 t-2 的 place “火星”不是一个地方；请写省、市或县的全名。", 1),
        (["--picture", "x.gif"], "图片请存成 .svg 或 .png，不能是 x.gif。", 2),
        (["--name", "../x"], "不能作文件名", 2),
        (["--against", "none.json"], "没有结果文件 none.json", 1),
        (["--set", "x"], "--set 和 --convert 只能与 --json 或彼此同用", 2),
    ],
)
def test_wrong_usage_is_one_line(
    assistant: object,
    place: Path,
    arguments: list[str],
    said: str,
    code: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(place)
    lines = (json.dumps(line | {"place": line["place"] and "火星"}, ensure_ascii=False) for line in LINES)
    (place / "elsewhere.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert evaluate(place, *arguments) == code
    output = capsys.readouterr()
    assert said in output.err.splitlines()[-1]
    assert output.out == ""
    assert not (place / "results").exists()


@pytest.mark.parametrize(("package", "option"), [("langchain_community", "--baseline"), ("matplotlib", "--picture")])
def test_a_missing_package_is_told_with_the_command(
    assistant: object,
    place: Path,
    package: str,
    option: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)  # type: ignore[arg-type]
    assert evaluate(place, option, "tutorial" if option == "--baseline" else str(place / "x.png")) == 1
    assert "pip install -e '.[eval]'" in capsys.readouterr().err.splitlines()[-1]


def test_own_notices_do_not_disturb(
    assistant: object, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An evaluation asks the notices that the questions were written for, not those that the user added."""
    own = place / "own"
    monkeypatch.setenv("ASSISTANT_OWN", str(own))
    monkeypatch.setenv("ASSISTANT_INDEX", str(place / "index"))
    notice = "西安市卫生健康委员会关于家庭医生签约的通知\n一、家庭医生签约服务。（市医保局牵头）\n"
    (place / "own.txt").write_text(notice, encoding="utf-8")
    assert run(["add", str(place / "own.txt"), "--place", "陕西省"]) == 0
    capsys.readouterr()
    assert evaluate(place, "--json") == 0
    assert [item["values"]["right"] for item in json.loads(capsys.readouterr().out)["questions"]] == [1.0, 1.0, 0.0]


def test_public_set_is_converted_and_run(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"query": "糖尿病多久随访？", "pos": ["糖尿病患者每季度随访一次。"], "neg": ["农村垃圾的处理。"]}]
    (place / "pairs.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    folder = str(place / "set")
    assert run(["eval", "--convert", str(place / "pairs.jsonl"), "--set", folder]) == 0
    assert capsys.readouterr().out == f"已转换：1 题，2 篇；现在可以运行 eval --set {folder}\n"
    assert run(["eval", "--set", folder, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["questions"], found["documents"]) == (1, 2)
    assert {item["name"]: item["figures"]["recall@1"]["value"] for item in found["retrievers"]} == {
        "hybrid": 1.0,
        "bm25": 1.0,
        "embedding": 1.0,
    }
    assert run(["eval", "--set", folder]) == 0
    assert "混合检索" in capsys.readouterr().out
    assert run(["eval", "--convert", str(place / "pairs.jsonl")]) == 2
    assert "请用 --set 给出转换结果要放的新文件夹" in capsys.readouterr().err

"""``lookup`` and ``deadlines`` as commands: each form read back, one line for what is wrong, fast from cold."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from reading_support import ROOT

from assistant.cli import app

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

COLD_SECONDS = 0.7


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("index")


@pytest.fixture(autouse=True)
def own_index(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_INDEX", str(index))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = app.run(arguments)
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def records(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    code, out, _ = run(capsys, *arguments, "--format", "json")
    assert code == 0
    found: list[dict[str, Any]] = json.loads(out)
    return found


# --- forms -------------------------------------------------------------------------------------------------------


def test_json_is_a_flat_record_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    found = records(capsys, "lookup", "家庭医生签约", "--place", "陕西")
    assert found == [
        {
            "place": "陕西省",
            "task": "持续做好脱贫人口家庭医生签约服务",
            "role": None,
            "lead": ["委基层卫生健康处"],
            "support": ["有关处室", "各设区市"],
            "responsible": [],
            "time_limits": [],
            "basis": "stated",
            "basis_quote": "（委基层卫生健康处牵头，有关处室、各设区市配合）",
            "match": "task",
            "clause": "一、（一）",
            "clause_id": "shaanxi-2021#一、（一）/p2",
            "notice": "shaanxi-2021",
            "source": "陕卫促进发〔2021〕55号",
            "title": "关于落实全省实现巩固拓展健康扶贫成果同乡村振兴有效衔接实施方案重点任务分工的通知",
            "number": "陕卫促进发〔2021〕55号",
            "date": "2021-11-03",
            "quote": "（委基层卫生健康处牵头，有关处室、各设区市配合）",
            "start": found[0]["start"],
            "end": found[0]["end"],
            "page": None,
            "who": None,
        }
    ]


def test_deadlines_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    (first, *_) = records(capsys, "deadlines", "--unit", "规划信息处")
    assert first["words"] == "每年6月和11月底前" and first["recurrence"] == "FREQ=YEARLY;BYMONTH=6,11;BYMONTHDAY=-1"
    assert (first["who"], first["role"], first["past"], first["clause"]) == ("各牵头单位", "due", False, "五、（三）")
    assert first["next"][5:] in ("06-30", "11-30")
    assert set(first) >= {"place", "what", "kind", "iso", "ends", "lead", "responsible", "basis", "clause_id", "quote"}


def test_the_rule_is_shown_and_others_of_the_list_support_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "lookup", "市医保局")
    assert (code, err) == (0, "")
    (line,) = [line for line in out.splitlines() if "合理确定农村医疗保障待遇水平" in line]
    assert "市医保局" in line and "其他责任单位：各县〔区〕" in line and "文中规定“第1个单位为牵头单位，下同”" in line
    (line,) = [line for line in out.splitlines() if "健全因病返贫致贫动态监测" in line]
    assert line.split()[2:4] == ["其他责任单位", "市卫生健康委"]
    assert "\n中卫市：《中卫市巩固拓展健康扶贫成果同乡村振兴有效衔接实施方案》，2021-10-12\n" in out
    assert out.splitlines()[-1].startswith("文件印发于2021年，制表日期 ")


def test_english_stands_beside_the_names_as_printed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "lookup", "家庭医生签约", "--place", "Shaanxi", "--lang", "en")
    assert code == 0 and "Division of Primary Health (委基层卫生健康处)" in out and "Shaanxi (陕西省)" in out
    assert "Issued in 2021; as of " in out


@pytest.mark.parametrize("command", ["lookup", "deadlines"])
def test_a_workbook_is_read_back(capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str) -> None:
    path = tmp_path / "表.xlsx"
    code, out, err = run(capsys, command, "-o", str(path))
    found = records(capsys, command)
    assert (code, out, err) == (0, "", f"已写入 {path}（{len(found)} 行）\n")
    book = load_workbook(path)
    sheet, sources = book["表"], book["条文"]
    assert sheet.max_row == len(found) + 1 and sheet.freeze_panes == "A2" and sheet.auto_filter.ref
    column = [cell.value for cell in sheet[1]].index("条款")
    for record, row in zip(found, sheet.iter_rows(min_row=2), strict=True):
        target = row[column].hyperlink.location.rpartition("!")[2]
        assert sources[target].value == record["clause_id"]
        assert record["quote"].strip("。") in sources.cell(sources[target].row, 7).value


def test_who_stands_behind_the_first_of_a_list_supports_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    """Under a rule that the first one leads, in both tables."""
    for command in ("lookup", "deadlines"):
        _, out, _ = run(capsys, command, "--place", "中卫", "--format", "csv")
        rows = [row for row in csv.DictReader(io.StringIO(out.lstrip("\ufeff"))) if "第1个单位" in row["依据"]]
        others = {row["配合单位"] for row in rows if row["配合单位"]}
        assert others and {other[:7] for other in others} == {"其他责任单位："}


def test_csv_is_read_back(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    assert run(capsys, "lookup", "规划信息处", "-o", str(path))[0] == 0
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert header[:4] == ["地方", "任务", "身份", "牵头单位"] and len(rows) == 11
    assert [row[2] for row in rows].count("牵头") == 4


def test_a_formula_in_a_notice_stays_text(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = '甲市工作方案\n\n一、任务\n（一）=HYPERLINK("http://x","点")。做好台账。（市民政局牵头，市财政局配合）\n'
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    monkeypatch.setenv("ASSISTANT_CORPUS", str(tmp_path))
    (record,) = records(capsys, "lookup")
    assert record["task"].startswith("=HYPERLINK")
    run(capsys, "lookup", "-o", str(tmp_path / "a.xlsx"))
    cell = load_workbook(tmp_path / "a.xlsx")["表"]["A2"]  # the place is unknown and not printed
    assert (cell.data_type, cell.quotePrefix, cell.value) == ("s", True, record["task"])
    code, out, _ = run(capsys, "lookup", "--format", "csv")
    assert code == 0 and "'=HYPERLINK" in out


def test_the_calendar_is_read_back(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    code, out, err = run(capsys, "deadlines", "规划信息处", "-o", str(path))
    assert (code, out, err) == (0, "", f"已写入 {path}（1 行）\n")
    (event,) = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert event["RRULE"]["BYMONTH"] == [6, 11]


# --- what is wrong -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("lookup", "量子计算"), 1, "没有找到“量子计算”的任务分工"),
        (("lookup", "--unit", "国家乡村振兴局"), 1, "相近的单位：乡村振兴部门、省乡村振兴局、乡村振兴局"),
        (("lookup", "村医", "--place", "四川"), 1, "本库没有四川省的文件。"),
        (("deadlines", "--unit", "量子局"), 1, "没有找到“量子局”的任务或时限；请核对单位名称"),
        (("deadlines", "--place", "中卫", "--format", "ics"), 1, "日历里没有可写的"),
        (("lookup", "--place", "火星市"), 2, "没有找到地名“火星市”"),
        (("lookup", "--role", "boss", "村医"), 2, "没有“boss”这种身份"),
        (("lookup", "--format", "pdf"), 2, "没有“pdf”这种形式；--format 可用 table、json、csv、xlsx"),
        (("deadlines", "--format", "pdf"), 2, "--format 可用 table、json、csv、xlsx、ics"),
        (("lookup", "--format", "ics"), 2, "没有“ics”这种形式"),
        (("lookup", "-o", "/no/such/folder/a.xlsx"), 1, "/no/such/folder：没有这个文件夹"),
        (("lookup", "-o", "a.csv", "--format", "xlsx"), 2, "扩展名与 --format xlsx 不符"),
        (("lookup", "--lang", "fr"), 2, "请用 zh 或 en"),
        (("lookup", "长" * 501), 2, "超过 500 字"),
    ],
)
def test_one_line_for_what_is_wrong(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, words: str
) -> None:
    found, out, err = run(capsys, *arguments)
    assert (found, out) == (code, "")
    assert err.startswith("错误：") and err.count("\n") == 1 and words in err


def test_what_must_be_known_goes_to_stderr_beside_records(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "deadlines", "--place", "四川", "--format", "json")
    assert code == 0 and {record["notice"] for record in json.loads(out)} == {"national-2021"}
    assert err == "本库没有四川省的文件。\n"


# --- speed -------------------------------------------------------------------------------------------------------

_PROGRAM = """
import sys
from assistant.cli import app
code = app.run(sys.argv[1:])
heavy = {"chromadb", "sentence_transformers", "torch", "gradio", "numpy", "jieba", "langchain_core", "model2vec"}
print(code, sorted(heavy & set(sys.modules)), file=sys.stderr)
"""


def test_no_search_engine_is_loaded(index: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, "lookup", "规划信息处"],
        cwd=ROOT, env={**os.environ, "ASSISTANT_INDEX": str(index)}, capture_output=True, check=True,
    )  # fmt: skip
    assert done.stderr.decode().splitlines()[-1] == "0 []"


@pytest.mark.skipif(resource is None, reason="this system does not tell what a process took")
def test_fast_from_cold(index: Path) -> None:
    def seconds() -> float:
        """What a process of its own computes: other programs on the machine do not count."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "assistant", "lookup", "规划信息处"]
        subprocess.run(
            command, cwd=ROOT, env={**os.environ, "ASSISTANT_INDEX": str(index)}, capture_output=True, check=True
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

    if os.getloadavg()[0] > (os.cpu_count() or 1):
        pytest.skip("the machine is busy: processes that share a core take longer")
    seconds()  # keeps the notices as read
    assert min(seconds() for _ in range(5)) < COLD_SECONDS

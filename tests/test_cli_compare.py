"""``compare`` on the command line: every form read back, both languages, wrong input in one line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from compare_support import corpus
from openpyxl import load_workbook

from assistant.cli import app
from assistant.compare.comparison import ASPECTS
from assistant.reading.passage import squeeze

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def index(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of the tests' own for what is kept between two commands."""
    folder = tmp_path_factory.getbasetemp() / "compare-index"
    monkeypatch.setenv("ASSISTANT_INDEX", str(folder))
    monkeypatch.setenv("ASSISTANT_OWN", str(folder / "own"))


def run(capsys: Captured, *arguments: str) -> str:
    assert app.run(["compare", *arguments]) == 0
    return capsys.readouterr().out


def test_a_row_a_place_a_column_an_aspect(capsys: Captured) -> None:
    lines = run(capsys, "大病专项救治").splitlines()
    assert lines[0] == "“大病专项救治”各地比较"
    assert lines[1].split() == [
        *("地方", "对象", "条件", "内容", "范围", "证件材料", "除外", "牵头、责任单位", "时限", "指标", "文件"),
    ]
    shown = [line.split()[0] for line in lines[3:] if line[:1].strip() and "本库文本" not in line[:6]]
    assert shown[:5] == ["开封市（2022）", "陕西省（2021）", "中卫市（2021）", "云南省（2021）", "全国"]
    text = "\n".join(lines)
    assert "保持 ※30 种大病病种不变" in text and "※37种大病患者继续由定点医院集中进行救治［二、（一）1］" in text
    assert "数字不同：30种（开封市、陕西省、全国）；37种（中卫市）" in text
    assert "牵头：※市卫生健康委；其他责任单位：" in text  # a long cell goes on below
    assert "［一、（四）：建立农村低收入人口常态化健康帮扶机制］" in text
    assert lines[-1] == "文件印发于2021—2022年，是否仍有效请向印发机关核实。"


def test_flat_records(capsys: Captured) -> None:
    records = json.loads(run(capsys, "先诊疗后付费", "--format", "json"))
    assert [record["place"] for record in records] == ["开封市", "陕西省", "中卫市", "云南省", "全国"]
    assert len({tuple(record) for record in records}) == 1
    sources = {notice.id: notice.source for notice in corpus()}
    for record in records:
        for aspect in ASPECTS:
            parts = [
                record[f"{aspect}_{name}"] for name in ("quotes", "clauses", "clause_ids", "starts", "ends", "lines")
            ]
            assert len({len(part) for part in parts}) == 1
            for quote, _, clause_id, start, end, line in zip(*parts, strict=True):
                assert squeeze(sources[record["notice"]][start:end]) == quote
                assert clause_id.startswith(record["notice"] + "#")
                assert 1 <= line <= len(record[aspect])
            assert bool(record[aspect]) == (record[f"{aspect}_state"] == "said")
    shaanxi, zhongwei = records[1], records[2]
    assert shaanxi["excluded"] == ["涉及第三方责任的患者不享受先诊疗后付费政策"]
    assert shaanxi["excluded_clause_ids"] == ["shaanxi-2021#一、（二）/p1"]
    assert zhongwei["lead_leads"] == ["市卫生健康委", ""]
    assert zhongwei["lead_supports"] == ["市医保局、各县〔区〕", ""]
    assert zhongwei["lead_responsible"] == ["", "医政医改科"]
    assert records[0]["area_cases"] == ["1", "2", "3"]
    assert records[3]["who_state"] == "omitted"


def table_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv(capsys: Captured, tmp_path: Path) -> None:
    file = tmp_path / "表.csv"
    run(capsys, "先诊疗后付费", "--places", "开封，中卫", "-o", str(file))
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    header, *rows = table_of(file.read_bytes())
    assert header[:3] == ["地方", "对象", "条件"] and [row[0] for row in rows] == ["开封市（2022）", "中卫市（2021）"]
    assert rows[0][header.index("证件材料")] == "①乡村振兴部门认定的档卡资料、特困人员供养证、低保证［四、三是］"
    assert rows[1][header.index("证件材料")] == "—"


def book_of(file: Path, *, rich: bool = False) -> Any:
    return load_workbook(file, rich_text=rich)


def test_workbook(capsys: Captured, tmp_path: Path) -> None:
    file = tmp_path / "表.xlsx"
    run(capsys, "大病专项救治", "-o", str(file))
    sheet = book_of(file).worksheets[0]
    header = [cell.value for cell in sheet[1]]
    zhongwei = next(row for row in sheet.iter_rows(min_row=2, values_only=True) if row[0] == "中卫市（2021）")
    assert zhongwei[header.index("对象")] == "37种大病患者［二、（一）1］\n农村低收入人口［二、（一）6］"
    clauses = [row[0] for row in book_of(file).worksheets[1].iter_rows(min_row=2, values_only=True)]
    assert "zhongwei-2021#附件/p10" in clauses and len(clauses) == len(set(clauses))
    rich = book_of(file, rich=True).worksheets[0]
    cell = next(row[header.index("内容")] for row in rich.iter_rows(min_row=2) if str(row[0].value) == "中卫市（2021）")
    bold = [block.text for block in cell.value if getattr(block, "font", None) and block.font.b]
    assert bold == ["37种"]
    notes = [row[0] for row in book_of(file).worksheets[2].iter_rows(values_only=True)]
    assert "红色加粗（或底色不同）的：各地写法不同之处。" in notes


def test_english_frame(capsys: Captured) -> None:
    text = run(capsys, "treat first, pay later", "--lang", "en")
    assert text.startswith("先诊疗后付费 (treat first, pay later): how places differ\n")
    assert "not in the copy held" in text and "what is done" in text
    assert "lead: ※市卫生健康委 (Municipal Health Commission);" in text  # a long cell goes on below
    assert text.endswith("ask the issuing bodies whether they are still in force.\n")


def test_only_one_place_speaks(capsys: Captured) -> None:
    text = run(capsys, "慢病卡", "--places", "开封,陕西")
    assert "只有开封市的文件说到此事。" in text and "陕西省（2021）" in text


def test_places_without_a_notice_are_named(capsys: Captured) -> None:
    text = run(capsys, "先诊疗后付费", "--places", "四川、海原县")
    assert "本库没有四川省的文件。" in text and "本库没有海原县自己的文件，列的是中卫市的。" in text


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (["火星登陆"], 1, "没有哪份文件说到“火星登陆”；文件里说得多的事项有："),
        (["先诊疗后付费", "--places", "四川"], 1, "本库没有四川省的文件；现有"),
        (["先诊疗后付费", "--places", "陕系省"], 2, "没有找到地名“陕系省”"),
        ([" "], 2, "要比较的事项是空的"),
        (["先诊疗后付费", "--format", "pdf"], 2, "没有“pdf”这种形式"),
        (["先诊疗后付费", "-o", "/no/such/folder/x.xlsx"], 1, "没有这个文件夹"),
        ([], 2, "少了参数"),
    ],
)
def test_wrong_input_gets_one_line(arguments: list[str], code: int, line: str, capsys: Captured) -> None:
    assert app.run(["compare", *arguments]) == code
    out, err = capsys.readouterr()
    assert out == "" and line in err and err.count("\n") == 1


def test_a_failed_write_leaves_the_old_file(capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x.csv"
    file.write_text("old")

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("assistant.cli.table_output.write_durably", refuse)
    assert app.run(["compare", "先诊疗后付费", "-o", str(file)]) == 1
    assert file.read_text() == "old" and capsys.readouterr().err.count("\n") == 1

"""The endpoints for programs: plain JSON, Gradio's own client, tools for language models; what nonsense comes to."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated, Any

import pytest
from pydantic import Field
from web_server_support import client, served

from assistant.errors import UsageError
from assistant.lookup.held import Held
from assistant.lookup.selection import Request
from assistant.lookup.tables import deadline_table, lookup_table
from assistant.settings import load_settings
from assistant.tables.table import records_of
from assistant.web.endpoints import Endpoint

if TYPE_CHECKING:
    from assistant.answering.service import Assistant

QUESTION = "陕西家庭医生签约谁牵头？"
SAID = "委基层卫生健康处牵头，有关处室、各设区市配合。"
HAS_MCP = find_spec("mcp") is not None
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def url(assistant: Assistant) -> Iterator[str]:
    with served(assistant, mcp=HAS_MCP) as url:
        yield url


# --- the table of endpoints --------------------------------------------------------------------------------------


def tell(words: str, count: Annotated[int, Field(ge=1)] = 3) -> dict[str, Any]:
    """Say what was given."""
    return {"words": words, "count": count}


def test_an_endpoint_tells_its_parameters_and_checks_them() -> None:
    endpoint = Endpoint(tell)
    assert (endpoint.name, endpoint.description) == ("tell", "Say what was given.")
    assert endpoint.parameters == {"words": True, "count": False}
    assert endpoint.call({"words": "甲"}) == {"words": "甲", "count": 3}
    wrong = {
        "参数 words 不对：没有给。words: Field required.": {},
        "参数 words 不对：应是字符串。words: Input should be a valid string.": {"words": None},
        "参数 count 不对：应是整数。count: Input should be a valid integer.": {"words": "甲", "count": "3"},
        "参数 count 不对：太小。count: Input should be greater than or equal to 1.": {"words": "甲", "count": 0},
        "参数 x 不对：没有这个参数。x: Extra inputs are not permitted.": {"words": "甲", "x": 1},
    }
    for line, values in wrong.items():
        with pytest.raises(UsageError) as raised:
            endpoint.call(values)
        assert str(raised.value) == line


# --- plain JSON --------------------------------------------------------------------------------------------------


def test_ask_and_search_as_plain_json(url: str, assistant: Assistant) -> None:
    with client(url) as program:
        answer = program.post("/api/ask", json={"question": QUESTION}).json()
        found = program.post("/api/search", json={"question": QUESTION, "top": 2}).json()
        english = program.post("/api/ask", json={"question": QUESTION, "lang": "en", "place": "陕西省"}).json()
        later = program.post("/api/ask", json={"question": "那中卫呢？", "history": [QUESTION]}).json()
    assert (answer["status"], answer["statements"][0]["text"]) == ("answered", SAID)
    assert answer["citations"][0]["clause"] == "一、（一）"
    assert [hit["clause_id"] for hit in found["hits"]] == [hit.clause_id for hit, _ in assistant.search(QUESTION, 2)]
    assert (english["lang"], {said["place"] for said in later["statements"]}) == ("en", {"中卫市"})


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on this machine")
def test_with_curl(url: str) -> None:
    command = ["curl", "-sS", "--noproxy", "*", "-d", json.dumps({"question": QUESTION}), f"{url}/api/ask"]
    answer = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert answer["statements"][0]["text"] == SAID


def test_duties_and_time_limits_as_plain_json(url: str, assistant: Assistant) -> None:
    held = Held(assistant.notices, load_settings().corpus)
    with client(url) as program:
        duties = program.post("/api/lookup", json={"unit": "规划信息处", "role": "lead"}).json()
        due = program.post("/api/deadlines", json={"place": "开封市", "lang": "en"}).json()
        nothing = program.post("/api/lookup", json={"words": "量子计算"}).json()
        wrong = program.post("/api/lookup", json={"role": "chief"})
    table, outcome = lookup_table(held, Request(unit="规划信息处", role="lead"), date.today())
    assert duties == {"records": json.loads(json.dumps(records_of(table))), "remarks": list(outcome.remarks)}
    assert {(record["place"], tuple(record["lead"])) for record in duties["records"]} == {("陕西省", ("委规划信息处",))}
    assert len(due["records"]) == len(deadline_table(held, Request(place="开封市"), date.today())[0].rows) > 0
    assert (nothing["records"], len(nothing["remarks"])) == ([], 1)
    assert (wrong.status_code, wrong.json()["error"][:18]) == (422, "参数 role 不对：不在可选的值里")


def test_the_endpoints_are_listed_with_their_parameters(url: str) -> None:
    with client(url) as program:
        listed = {item["name"]: item for item in program.get("/api").json()["endpoints"]}
    assert listed.keys() >= {"ask", "search", "lookup", "deadlines"}
    assert listed["ask"]["parameters"]["required"] == ["question"]
    assert listed["search"]["parameters"]["properties"]["top"]["maximum"] == 1000


@pytest.mark.parametrize(
    ("body", "status", "line"),
    [
        (b"", 400, "请求的内容不是 UTF-8 的 JSON"),
        (b"\xff\xfe{}", 400, "请求的内容不是 UTF-8 的 JSON"),
        (b"[]", 422, "请求的内容应是一个 JSON 对象"),
        (b"null", 422, "请求的内容应是一个 JSON 对象"),
        (b"[" * 100_000, 422, "JSON 嵌套太深"),
        (b"{}", 422, "参数 question 不对：没有给"),
        (b'{"question": null}', 422, "参数 question 不对：应是字符串"),
        (b'{"question": 1e999}', 422, "参数 question 不对：应是字符串"),
        (b'{"question": ""}', 422, "问题是空的"),
        (b'{"question": "\\ud800"}', 422, "文字里有半个字符"),
        (b'{"\\udfff": 1}', 422, "文字里有半个字符"),
        (b'{"question": "x", "place": 5}', 422, "参数 place 不对：应是字符串"),
        ('{"question": "谁牵头", "place": "乌有"}'.encode(), 422, "没有找到地名“乌有”"),
        (b'{"question": "x", "lang": "fr"}', 422, "参数 lang 不对：不在可选的值里"),
        (b'{"question": "x", "history": "x"}', 422, "参数 history 不对：应是列表"),
        (b'{"question": "x", "history": [1]}', 422, "参数 history.0 不对：应是字符串"),
        (b'{"question": "x", "history": [' + b'"a",' * 100 + b'"a"]}', 422, "参数 history 不对：太多"),
        (b'{"question": "' + b"x" * 100_000 + b'"}', 422, "问题有 100000 个字"),
    ],
)
def test_nonsense_is_answered_in_one_line(url: str, body: bytes, status: int, line: str) -> None:
    with client(url) as program:
        answer = program.post("/api/ask", content=body)
    assert answer.status_code == status
    assert answer.json()["error"].startswith(line)
    assert "\n" not in answer.json()["error"]


# --- Gradio's own ways -------------------------------------------------------------------------------------------


def test_with_gradios_client(url: str) -> None:
    from gradio_client import Client
    from gradio_client.exceptions import AppError

    program = Client(url, verbose=False, analytics_enabled=False)
    assert program.predict(QUESTION, api_name="/ask")["statements"][0]["text"] == SAID
    later = program.predict(question="那中卫呢？", history=[QUESTION], api_name="/ask")
    assert {said["place"] for said in later["statements"]} == {"中卫市"}
    assert len(program.predict(question=QUESTION, top=3, api_name="/search")["hits"]) == 3
    with pytest.raises(AppError, match="参数 question 不对：应是字符串"):
        program.predict(question=5, api_name="/ask")
    program.close()


def test_gradios_calls_are_checked_before_gradio_sees_them(url: str, capfd: pytest.CaptureFixture[str]) -> None:
    wrong: dict[str, Any] = {
        "/gradio_api/call/ask": [{}, {"data": ["x"]}, {"data": "x"}, {"data": None}, [], 5],
        "/gradio_api/call/v2/ask": [{}, {"x": 1}, {"question": "x", "y": 1}, "x"],
        "/gradio_api/queue/join": [
            {},
            {"fn_index": True, "data": []},
            {"fn_index": 10**9, "data": []},
            {"fn_index": 0, "data": 5},
        ],
        "/gradio_api/run/ask": [{"data": ["x", None, None, None]}],
        "/gradio_api/call/nothing": [{"data": []}],
    }
    with client(url) as program:
        for address, bodies in wrong.items():
            for body in bodies:
                answer = program.post(address, json=body)
                assert answer.status_code in (404, 422), (address, body)
                assert answer.json()["error"]
        event = program.post("/gradio_api/call/ask", json={"data": [5, None, None, None]}).json()["event_id"]
        told = program.get(f"/gradio_api/call/ask/{event}").text
    assert told.startswith("event: error\n")
    assert "参数 question 不对：应是字符串" in json.loads(told.split("data: ")[1])["error"]
    assert "Traceback" not in capfd.readouterr().err


# --- tools for language models -----------------------------------------------------------------------------------


@pytest.mark.skipif(not HAS_MCP, reason="the extra mcp is not installed")
def test_with_a_real_mcp_client(url: str) -> None:
    import anyio
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async def talk() -> tuple[Any, ...]:
        async with (
            streamablehttp_client(f"{url}/mcp") as (reading, writing, _),
            ClientSession(reading, writing) as session,
        ):
            greeting = await session.initialize()
            tools = await session.list_tools()
            answer = await session.call_tool("ask", {"question": QUESTION})
            wrong = await session.call_tool("ask", {"question": QUESTION, "place": "乌有"})
            missing = await session.call_tool("ask", {})
            return greeting, tools.tools, answer, wrong, missing

    greeting, tools, answer, wrong, missing = anyio.run(talk)
    assert greeting.serverInfo.name == "policy-assistant"
    by_name = {tool.name: tool for tool in tools}
    assert by_name.keys() >= {"ask", "search", "lookup", "deadlines"}
    schema = by_name["ask"].inputSchema
    assert (schema["required"], schema["properties"]["question"]["type"]) == (["question"], "string")
    assert schema["properties"]["place"]["description"].startswith("只问这个地方")
    assert by_name["ask"].annotations.readOnlyHint
    assert answer.structuredContent["statements"][0]["text"] == SAID
    assert json.loads(answer.content[0].text)["citations"][0]["clause"] == "一、（一）"
    assert (wrong.isError, "没有找到地名“乌有”" in wrong.content[0].text) == (True, True)
    assert (missing.isError, "question" in missing.content[0].text) == (True, True)


@pytest.mark.skipif(not HAS_MCP, reason="the extra mcp is not installed")
def test_mcp_is_guarded_like_the_page(url: str) -> None:
    with client(url) as program:
        ask = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        assert program.post("/mcp", json=ask, headers={"origin": "http://evil.example"}).status_code == 403
        assert program.post("/mcp", content=b'{"jsonrpc": "\\ud800"}').status_code == 422


def test_no_tools_unless_they_are_switched_on(assistant: Assistant) -> None:
    with served(assistant) as url, client(url) as program:
        assert program.post("/mcp", json={}).status_code in (404, 405)

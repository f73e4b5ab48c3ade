"""The page called by a program instead of a browser, which may leave fields out or send broken characters."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen
from uuid import uuid4

import pytest

if TYPE_CHECKING:
    import gradio

    from assistant.answering.service import Assistant

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio")


@dataclass
class Served:
    """The page, served; ``functions``: the number that Gradio gave to each of its functions."""

    url: str
    functions: dict[str, int]

    def call(self, function: str, inputs: str) -> list[Any]:
        """What comes back, event by event, where the JSON ``inputs`` is sent."""
        session = uuid4().hex
        body = f'{{"data": {inputs}, "fn_index": {self.functions[function]}, "session_hash": "{session}"}}'
        headers = {"content-type": "application/json"}
        with urlopen(Request(f"{self.url}/queue/join", body.encode(), headers), timeout=30) as joined:
            assert joined.status == 200
        with urlopen(f"{self.url}/queue/data?session_hash={session}", timeout=30) as stream:
            events = [json.loads(line.removeprefix(b"data:")) for line in stream if line.strip()]
        return [event for event in events if event["msg"].startswith("process_") and "output" in event]


@pytest.fixture(scope="module")
def served(assistant: Assistant) -> Iterator[Served]:
    from assistant.web.page import build_page, launch_options

    page: gradio.Blocks = build_page(assistant)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    page.launch(server_name="127.0.0.1", server_port=port, quiet=True, prevent_thread_lock=True, **launch_options())
    functions = {fn.name: number for number, fn in reversed(page.fns.items()) if fn.name}
    yield Served(f"http://127.0.0.1:{port}/gradio_api", functions)
    page.close(verbose=False)


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ('["陕西家庭医生签约谁牵头？", null, null, null]', "委基层卫生健康处牵头，有关处室、各设区市配合。"),
        ('["陕西家庭医生签约谁牵头？\\ud83d", "", "zh", null]', "委基层卫生健康处牵头，有关处室、各设区市配合。"),
        ('["\\ud83d", "", "zh", null]', "问题是空的；请写出想问的事，例如：陕西家庭医生签约谁牵头？"),
        (
            '["谁牵头？", "\\ud83d", "zh", null]',
            "没有找到地名“?”；请写省、市或县的名称",
        ),
    ],
)
def test_what_a_program_sends_is_answered(served: Served, inputs: str, said: str) -> None:
    events = served.call("_ask", inputs)
    assert {event["success"] for event in events} == {True}
    assert said in json.dumps([event["output"]["data"] for event in events], ensure_ascii=False)


@pytest.mark.parametrize(
    ("function", "inputs", "said"),
    [
        ("_label", '[null, null, "", "duties", "", false, null, null, [], null]', "本库所存通知"),
        ("_start_over", "[null]", "可以这样问"),
    ],
)
def test_a_missing_language_is_chinese(served: Served, function: str, inputs: str, said: str) -> None:
    (event,) = served.call(function, inputs)
    assert event["success"] is True
    assert said in json.dumps(event["output"]["data"], ensure_ascii=False)


def test_words_in_another_language_do_not_take_back_a_question_asked_meanwhile(assistant: Assistant) -> None:
    from assistant.web.ask_tab import AskTab
    from assistant.web.page import Options, _Page, gr

    page = _Page(assistant, Options())
    ask = next(part for part in page.parts if isinstance(part, AskTab))
    nothing_yet = [item.value for part in page.parts for item in part.told_by]
    said = dict(zip([item._id for item in page._labelled], page._label_first("en", *nothing_yet), strict=True))
    assert said[ask.log._id] == gr.skip()
    assert all("visible" not in said[item._id] for item in (ask.title, *ask.starters))
    assert said[ask.send._id] == "Ask"
    assert "<h2>Notices held</h2>" in said[ask.held._id]

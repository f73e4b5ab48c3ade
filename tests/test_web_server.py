"""What the served page lets in and gives out, asked over HTTP: names, origins, addresses, files, sizes, sessions."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import httpx
import pytest
from web_server_support import BROWSER, client, served

from assistant.records import Answer
from assistant.settings import Settings
from assistant.web.headers import page_policy
from assistant.web.routes import Routes
from assistant.web.serving import Serving
from assistant.web.visitors import MOST_FILES, MOST_SESSIONS, NOBODY, Visitors

if TYPE_CHECKING:
    from assistant.answering.service import Assistant

QUESTION = {"question": "陕西家庭医生签约谁牵头？"}
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio")


@pytest.fixture(scope="module")
def url(assistant: Assistant) -> Iterator[str]:
    with served(assistant) as url:
        yield url


# --- names and origins -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("serving", "meant", "not_meant"),
    [
        (Serving(), ["127.0.0.1:7860", "localhost", "[::1]:7860"], ["evil.example", "192.0.2.1", "", "[", "a@b:c"]),
        (
            Serving("0.0.0.0"),
            ["192.0.2.1:7860", "localhost", "[2001:db8::1]"],
            ["evil.example", "192.0.2.1.evil.example"],
        ),
        (Serving("192.0.2.1"), ["192.0.2.1"], ["192.0.2.2", "evil.example", "127.0.0.1"]),
        (Serving(other_hosts=("a.example",)), ["a.example", "A.example:443", "localhost"], ["b.a.example", "example"]),
    ],
)
def test_the_names_that_are_served(serving: Serving, meant: list[str], not_meant: list[str]) -> None:
    assert [name for name in meant if not serving.answers_to(name)] == []
    assert [name for name in not_meant if serving.answers_to(name)] == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "OWN"}, 200),
        ({"host": "evil.example"}, 403),
        ({"x-forwarded-host": "evil.example"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "http://127.0.0.1:9"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
    ],
)
def test_a_request_comes_from_the_page_itself_or_from_a_program(url: str, headers: dict[str, str], status: int) -> None:
    sent = {name: url if value == "OWN" else value for name, value in headers.items()}
    with client(url) as program:
        answer = program.post("/api/ask", json=QUESTION, headers=sent)
    assert answer.status_code == status
    assert answer.json().keys() >= ({"answer"} if status == 200 else {"error"})


def test_another_site_may_not_ask_beforehand_either(url: str) -> None:
    asked = {"origin": "http://evil.example", "access-control-request-method": "POST"}
    with client(url) as browser:
        assert browser.options("/gradio_api/queue/join", headers=asked).status_code == 403
        answer = browser.get("/config", headers={"origin": url})
    assert answer.status_code == 200
    assert not [name for name in answer.headers if name.startswith("access-control-")]


# --- headers -----------------------------------------------------------------------------------------------------


def test_every_response_carries_the_headers(url: str) -> None:
    with client(url) as browser:
        answers = [
            browser.get("/", headers=BROWSER),
            browser.post("/api/ask", json=QUESTION),
            browser.get("/etc/passwd"),
            browser.get("/gradio_api/info"),
        ]
    for answer in answers:
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert answer.headers["cache-control"] == "no-store"
        assert "camera=()" in answer.headers["permissions-policy"]
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert "server" not in answer.headers


def test_the_rules_of_the_page_name_no_other_host() -> None:
    rules = page_policy("<script>a\r\nb</script><script src='x'></script><SCRIPT type=module>c</SCRIPT>")
    named = dict(rule.split(" ", 1) for rule in rules.split("; "))
    assert named["script-src"] == (
        "'self' 'unsafe-eval' 'sha256-fhj3NzEbLcOy8mndeDlrA1HxT7Zu+oefdoyyMYGIPHg='"
        " 'sha256-Ln0sA6lQeuJl7PW1NWiFpTOTogKdJBOUmXJloaJa78Y='"
    )
    assert (named["default-src"], named["script-src-attr"], named["connect-src"]) == ("'none'", "'none'", "'self'")
    assert "http" not in rules
    assert "*" not in rules


def test_scripts_and_styles_of_the_program_are_kept_by_browsers(url: str) -> None:
    with client(url) as browser:
        page = browser.get("/", headers=BROWSER).text
        script = page.split('src="./assets/')[1].split('"')[0]
        assert browser.get(f"/assets/{script}").headers["cache-control"] == "public, max-age=31536000, immutable"
        assert browser.get("/assets/none.js").headers["cache-control"] == "no-store"


# --- addresses and files -----------------------------------------------------------------------------------------

_CLOSED = [
    "/gradio_api/proxy=http://127.0.0.1:9/x",
    "/gradio_api/file=http://127.0.0.1:9/x",
    "/gradio_api/file/etc/passwd",
    "/gradio_api/deep_link?session_hash=a",
    "/gradio_api/runs",
    "/gradio_api/startup-events",
    "/gradio_api/custom_component/a/client/b/c",
    "/dev/reload",
    "/monitoring/summary",
    "/docs",
    "/openapi.json",
]


@pytest.mark.parametrize("path", _CLOSED)
def test_what_gradio_brings_and_the_page_has_no_use_for_is_not_there(url: str, path: str) -> None:
    with client(url) as browser:
        assert browser.get(path).status_code == 404


@pytest.mark.parametrize("path", ["run-history/connect", "process_recording", "vibe-edit/", "stream/x"])
def test_nor_can_anything_be_sent_there(url: str, path: str) -> None:
    with client(url) as browser:
        assert browser.post(f"/gradio_api/{path}", json={}).status_code == 404


def test_addresses_are_whole() -> None:
    routes = Routes(["ask"])
    assert routes.has("POST", "/gradio_api/call/ask")
    assert routes.has("GET", "/gradio_api/call/v2/ask/0123")
    assert not routes.has("POST", "/gradio_api/call/asks")
    assert not routes.has("POST", "/gradio_api/call/ask/extra/")
    assert not routes.has("GET", "/gradio_api/infox")
    assert not routes.has("DELETE", "/gradio_api/queue/join")
    assert not Routes([]).has("POST", "/gradio_api/call/")


def test_no_file_but_ones_own_is_given(url: str, settings: Settings, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim", encoding="utf-8")
    notice = next((settings.corpus / "notices").glob("*.txt"))
    with client(url) as browser, client(url) as other:
        browser.get("/", headers=BROWSER)
        other.get("/", headers=BROWSER)
        mine = browser.post("/gradio_api/upload", files={"files": ("a b.txt", b"mine")}).json()[0]
        folder = Path(mine).parent
        link = folder / "link.txt"
        link.symlink_to(secret)
        names = [str(notice), "corpus/notices/" + notice.name, "/etc/passwd", "../" * 9 + "etc/passwd", str(secret), ""]
        names += [
            str(link),
            str(folder),
            f"{folder}/../{folder.name}/link.txt",
            "\0",
            str(Path(__file__)),
            "C:\\x",
            "~",
        ]
        for name in names:
            for written in (quote(name), quote(name, safe=""), quote(quote(name, safe=""), safe="")):
                answer = browser.get(f"/gradio_api/file={written}")
                assert (name, answer.status_code) == (name, 404)
        assert browser.get(f"/gradio_api/file={quote(mine)}").text == "mine"
        assert browser.get(f"/gradio_api/file={quote(f'{folder}/../{folder.name}/a b.txt')}").text == "mine"
        assert other.get(f"/gradio_api/file={quote(mine)}").status_code == 404
        assert httpx.get(f"{url}/gradio_api/file={quote(mine)}").status_code == 404


def test_a_file_of_anothers_cannot_be_handed_in(url: str) -> None:
    with client(url) as browser, client(url) as other:
        for one in (browser, other):
            one.get("/", headers=BROWSER)
        mine = browser.post("/gradio_api/upload", files={"files": ("a.txt", b"mine")}).json()[0]
        handed = {"path": mine, "meta": {"_type": "gradio.FileData"}}
        body = {"fn_index": 0, "data": [handed], "session_hash": "abc"}
        refused = other.post("/gradio_api/queue/join", json=body)
        assert (refused.status_code, refused.json()["error"][:12]) == (403, "请求里的文件不属于您。T")


# --- sizes -------------------------------------------------------------------------------------------------------


def test_too_much_at_a_time_is_said_in_one_line(assistant: Assistant) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(4):
            yield b"x" * 1024 * 1024

    with served(assistant, max_upload_mb=1) as url, client(url) as browser:
        browser.get("/", headers=BROWSER)
        answers = [
            browser.post("/api/ask", content=b'{"question": "' + b"x" * 10 * 1024 * 1024 + b'"}'),
            browser.post("/api/ask", content=endless()),
            browser.post("/gradio_api/upload", files={"files": ("a.txt", b"x" * 1_200_000)}),
        ]
        assert browser.post("/gradio_api/upload", files={"files": ("a.txt", b"x" * 900_000)}).status_code == 200
    assert [answer.status_code for answer in answers] == [413] * 3
    assert answers[0].json() == {"error": "内容太大；一次最多 2 MB。Too large; at most 2 MB at a time."}
    assert answers[2].json() == {"error": "内容太大；一次最多 1 MB。Too large; at most 1 MB at a time."}


def test_uploads_can_be_switched_off(assistant: Assistant) -> None:
    with served(assistant, uploads=False) as url, client(url) as browser:
        browser.get("/", headers=BROWSER)
        answer = browser.post("/gradio_api/upload", files={"files": ("a.txt", b"x")})
    assert (answer.status_code, answer.json()) == (403, {"error": "本页不接受上传文件。Uploads are switched off."})


# --- sessions ----------------------------------------------------------------------------------------------------


def test_a_session_is_the_browsers_that_began_it(url: str) -> None:
    with client(url) as browser, client(url) as other:
        for one in (browser, other):
            one.get("/", headers=BROWSER)
        body = {"fn_index": 0, "data": [None] * 4, "session_hash": "s1"}
        assert browser.post("/gradio_api/queue/join", json=body).status_code == 200
        for taken in (
            other.post("/gradio_api/queue/join", json=body),
            other.post("/gradio_api/cancel", json={"session_hash": "s1", "fn_index": 0, "event_id": "x"}),
            other.get("/gradio_api/queue/data?session_hash=s1"),
            other.get("/gradio_api/heartbeat/s1"),
            httpx.get(f"{url}/gradio_api/queue/data?session_hash=s1"),
        ):
            assert taken.status_code == 403
        for bad in ("a b", "", "x" * 65, 5, ["s1"]):
            sent = browser.post("/gradio_api/queue/join", json={**body, "session_hash": bad})
            assert sent.status_code == 422


def test_what_is_remembered_of_visitors_is_bounded() -> None:
    visitors = Visitors()
    assert visitors.claim("s", "a")
    assert not visitors.claim("s", "b")
    assert not visitors.claim("s", NOBODY)
    assert visitors.claim("t", NOBODY)
    assert visitors.claim("t", "a")  # a program's session, known to whom the program told
    assert not visitors.claim("t", "b")
    for number in range(MOST_SESSIONS):
        visitors.claim(f"n{number}", "c")
    assert visitors.claim("s", "b")  # long forgotten
    for number in range(MOST_FILES + 1):
        visitors.grant("a", f"/f{number}")
    assert (visitors.may_fetch("a", "/f0"), visitors.may_fetch("a", "/f1")) == (False, True)
    visitors.grant(NOBODY, "/f1")
    assert (visitors.may_fetch(NOBODY, "/f1"), visitors.may_fetch("b", "/f1")) == (False, False)


# --- below a path, and the end -----------------------------------------------------------------------------------


def test_the_page_below_a_path(assistant: Assistant) -> None:
    with served(assistant, root_path="/policy", other_hosts=("a.example",)) as url, client(url) as proxy:
        headers = {"host": "a.example", "x-forwarded-proto": "https", **BROWSER}
        page = proxy.get("/", headers=headers)
        assert '"root":"https://a.example/policy"' in page.text
        assert page.headers["set-cookie"].endswith("; Path=/policy; HttpOnly; SameSite=Lax; Secure")
        assert proxy.get("/policy/api", headers=headers).json()["endpoints"][0]["name"] == "ask"
        assert proxy.get("/policyx/api", headers=headers).status_code == 404


class _Slow:
    """The real assistant, but it thinks for a while."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.is_slow, self.asked = False, threading.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._assistant, name)

    def ask(self, question: str, **options: Any) -> Answer:
        if self.is_slow:
            self.asked.set()
            time.sleep(3)
        return self._assistant.ask(question, **options)


def test_who_waits_for_an_answer_is_told_that_the_page_has_been_stopped(assistant: Assistant) -> None:
    slow, told = _Slow(assistant), []

    def wait(url: str) -> None:
        with client(url) as browser:
            event = browser.post("/gradio_api/call/v2/ask", json=QUESTION).json()["event_id"]
            with browser.stream("GET", f"/gradio_api/call/v2/ask/{event}") as answer:
                told.extend(itertools.takewhile(lambda line: "stopped" not in line, answer.iter_lines()))
                told.append(time.monotonic())

    with served(slow) as url:
        slow.is_slow = True
        waiting = threading.Thread(target=wait, args=(url,))
        waiting.start()
        assert slow.asked.wait(20)
        begun = time.monotonic()
    waiting.join(20)
    assert told[:-1] == ["event: error"]
    assert told[-1] - begun < 2


def test_the_program_ends_at_once_when_it_is_told_to(settings: Settings, tmp_path: Path) -> None:
    """Also while a browser waits for what comes; with 0, no traceback, and no file of a visitor's left behind."""
    from web_server_support import free_port

    environment = {
        **os.environ,
        "ASSISTANT_INDEX": str(settings.index),
        "ASSISTANT_OWN": str(settings.own_folder),
        "TMPDIR": str(tmp_path),
    }
    command = [sys.executable, "-m", "assistant", "web", "--port"]
    stops = (signal.SIGINT, signal.SIGTERM)
    ports = [free_port() for _ in stops]
    programs = [
        subprocess.Popen(
            [*command, str(port)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for port in ports
    ]
    try:
        for stop, port, program in zip(stops, ports, programs, strict=True):
            assert program.stdout is not None
            url = program.stdout.readline().strip()
            assert urlsplit(url).port == port
            with client(url) as browser:
                browser.get("/", headers=BROWSER)
                browser.post("/gradio_api/upload", files={"files": ("a.txt", b"x")})
                with browser.stream("GET", "/gradio_api/heartbeat/s1") as waiting:
                    assert next(waiting.iter_text()) == "data: ALIVE\n\n"
                    begun = time.monotonic()
                    program.send_signal(stop)
                    code = program.wait(timeout=20)
                    took = time.monotonic() - begun
            said = program.stderr.read() if program.stderr else ""
            assert (code, "Traceback" in said, said.splitlines()[-1]) == (0, False, "已停止。Stopped.")
            assert took < 5  # two seconds on a machine that does nothing else
    finally:
        for program in programs:
            program.kill()
    assert list(tmp_path.glob("policy-assistant-*")) == []

"""Users and passwords: their file, log-in and log-out, lock-out, and that two users never see each other's."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from web_server_support import BROWSER, client, served

from assistant.cli.app import run
from assistant.errors import AssistantError, UsageError
from assistant.web import accounts as accounts_module
from assistant.web import lockout as lockout_module
from assistant.web.accounts import AccountFile, is_readable_by_others, read_accounts, store_account
from assistant.web.door import IDLE_SECONDS, SignIns
from assistant.web.lockout import FREE_BY_ADDRESS, FREE_BY_NAME, Lockout

if TYPE_CHECKING:
    from assistant.answering.service import Assistant

PASSWORD = "correct horse"
HASH = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$/M/M6gGQ6m9RjGqQj4SDmLu4w3VQ0s4qM2NDb1Fn0zA"
QUESTION = {"question": "陕西家庭医生签约谁牵头？"}
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio")


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


# --- the file ----------------------------------------------------------------------------------------------------


def test_a_user_is_added_changed_and_known(tmp_path: Path) -> None:
    path = tmp_path / "users.txt"
    assert store_account(path, " 张三 ", PASSWORD) is False
    path.write_text(path.read_text(encoding="utf-8") + "# 下面是手写的\n\n", encoding="utf-8")
    assert store_account(path, "li.si@example", "another one") is False
    assert store_account(path, "张三", "a new password") is True
    assert "# 下面是手写的" in path.read_text(encoding="utf-8")
    assert PASSWORD not in path.read_text(encoding="utf-8")
    known = AccountFile(path)
    assert known.check("张三", PASSWORD) is None
    assert known.check("张三", "a new password") == read_accounts(path)["张三"]
    assert known.check("li.si@example", "another one") is not None
    assert known.check("nobody", "") is None
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert not is_readable_by_others(path)
        path.chmod(0o640)
        assert is_readable_by_others(path)


def test_changes_of_the_file_hold_at_once(tmp_path: Path) -> None:
    path = tmp_path / "users.txt"
    store_account(path, "zhang", PASSWORD)
    known = AccountFile(path)
    hashed = known.check("zhang", PASSWORD)
    sign_ins = SignIns()
    sign_ins.add("token", "zhang", str(hashed))
    assert sign_ins.user("token", known) == "zhang"
    path.write_text("broken", encoding="utf-8")
    assert (known.users(), sign_ins.user("token", known)) == ({}, None)
    store_account_anew = path.with_name("other.txt")
    store_account(store_account_anew, "zhang", PASSWORD)
    store_account_anew.replace(path)
    assert known.check("zhang", PASSWORD) is not None
    path.unlink()
    assert known.check("zhang", PASSWORD) is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("zhang", "第 1 行不对"),
        ("# x\n\nzhang:plain password", "第 3 行不对"),
        (f"zhang:{HASH.replace('argon2id', 'argon2i')}", "第 1 行不对"),
        (f"a b:{HASH}", "第 1 行不对"),
        (f":{HASH}", "第 1 行不对"),
        (f"zhang:{HASH}\nzhang:{HASH}", "第 2 行：用户 zhang 写了两次"),
    ],
)
def test_a_bad_file_is_told_by_its_line(tmp_path: Path, text: str, line: str) -> None:
    path = tmp_path / "users.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AssistantError, match=line):
        read_accounts(path)
    with pytest.raises(AssistantError, match=line):
        store_account(path, "li", PASSWORD)
    assert path.read_text(encoding="utf-8") == text


def test_what_is_no_file_of_users(tmp_path: Path) -> None:
    with pytest.raises(AssistantError, match="没有这个用户文件；请先添加用户"):
        read_accounts(tmp_path / "none.txt")
    with pytest.raises(AssistantError, match="读不出来"):
        read_accounts(tmp_path)
    (tmp_path / "latin.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(AssistantError, match="不是 UTF-8"):
        read_accounts(tmp_path / "latin.txt")
    (tmp_path / "large.txt").write_bytes(b"#" * (1024 * 1024 + 1))
    with pytest.raises(AssistantError, match="超过 1 MB"):
        read_accounts(tmp_path / "large.txt")
    with pytest.raises(AssistantError, match="写不进去"):
        store_account(tmp_path / "no" / "users.txt", "zhang", PASSWORD)


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("a b", PASSWORD),
        ("", PASSWORD),
        ("a:b", PASSWORD),
        ("-a", PASSWORD),
        ("x" * 65, PASSWORD),
        ("zhang", "short"),
        ("zhang", "x" * 257),
    ],
)
def test_names_and_passwords_that_cannot_be(tmp_path: Path, name: str, password: str) -> None:
    with pytest.raises(UsageError):
        store_account(tmp_path / "users.txt", name, password)
    assert list(tmp_path.iterdir()) == []


# --- lock-out ----------------------------------------------------------------------------------------------------


def test_the_wait_grows_with_every_further_try() -> None:
    clock = Clock()
    lockout = Lockout(clock)
    assert [lockout.begin("zhang", "a") for _ in range(FREE_BY_NAME)] == [0] * FREE_BY_NAME
    assert lockout.begin("zhang", "elsewhere") == 31
    assert lockout.begin("li", "a") == 0  # another name is free
    waits = []
    for _ in range(8):
        clock.now += lockout.begin("zhang", "a")
        assert lockout.begin("zhang", "a") == 0
        waits.append(lockout.begin("zhang", "a") - 1)
    assert waits == [60, 120, 240, 480, 900, 900, 900, 900]
    clock.now += 3601
    assert [lockout.begin("zhang", "a") for _ in range(FREE_BY_NAME)] == [0] * FREE_BY_NAME


def test_a_right_password_frees_the_name_and_not_the_address() -> None:
    lockout = Lockout(Clock())
    for number in range(FREE_BY_ADDRESS - 1):
        assert lockout.begin(f"n{number}", "a") == 0
    assert lockout.begin("zhang", "a") == 0
    lockout.succeeded("zhang", "a")
    assert lockout.begin("zhang", "a") == 0
    assert lockout.begin("zhang", "a") > 0
    assert lockout.begin("zhang", "b") == 0


def test_tries_at_once_gain_nothing_and_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lockout_module, "MOST_KEYS", 50)
    lockout = Lockout(Clock())
    begun: list[int] = []
    threads = [threading.Thread(target=lambda: begun.append(lockout.begin("zhang", "a"))) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert begun.count(0) == FREE_BY_NAME
    for number in range(200):
        lockout.begin(f"{number}" + "x" * 1000, str(number))
    assert len(lockout._tries) == 50


def test_who_asks_nothing_for_long_logs_in_again(tmp_path: Path) -> None:
    path = tmp_path / "users.txt"
    store_account(path, "zhang", PASSWORD)
    known, clock = AccountFile(path), Clock()
    sign_ins = SignIns(clock)
    sign_ins.add("token", "zhang", known.users()["zhang"])
    for _ in range(3):
        clock.now += IDLE_SECONDS - 1
        assert sign_ins.user("token", known) == "zhang"
    clock.now += IDLE_SECONDS + 1
    assert sign_ins.user("token", known) is None
    assert sign_ins.user("never given", known) is None


# --- the door, over HTTP -----------------------------------------------------------------------------------------


@pytest.fixture
def users(tmp_path: Path) -> Path:
    path = tmp_path / "users.txt"
    store_account(path, "张三", PASSWORD)
    store_account(path, "lisi", PASSWORD)
    return path


def log_in(browser: httpx.Client, name: str, password: str = PASSWORD) -> httpx.Response:
    return browser.post("/login", data={"username": name, "password": password}, headers=BROWSER)


def test_nothing_is_open_to_who_has_not_logged_in(assistant: Assistant, users: Path) -> None:
    with served(assistant, accounts=users) as url, client(url) as browser:
        first = browser.get("/", headers=BROWSER)
        assert (first.status_code, first.headers["location"]) == (303, "login")
        page = browser.get("/login", headers=BROWSER)
        assert (page.status_code, '<form method="post" action="login">' in page.text) == (200, True)
        for path in ("/config", "/gradio_api/info", "/gradio_api/queue/data?session_hash=a", "/api", "/assets/x.js"):
            assert browser.get(path).status_code == 401
        for path in ("/api/ask", "/gradio_api/call/ask", "/gradio_api/queue/join", "/gradio_api/upload", "/mcp"):
            assert browser.post(path, json=QUESTION).status_code == 401
        for header in ("Basic x", "Basic " + "=" * 9, "Bearer abc", "Basic " + "bGlzaTp3cm9uZw=="):
            assert browser.post("/api/ask", json=QUESTION, headers={"authorization": header}).status_code == 401
        wrong = log_in(browser, "张三", "wrong")
        assert (wrong.status_code, '<p role="alert">用户名或密码不对。' in wrong.text) == (401, True)
        assert log_in(browser, "<script>", "wrong").text.count("<script>") == 0
        for body in (b"", b"username=a", b"\xff=\xff", b"username=a&password=b" + b"&x=1" * 20):
            assert browser.post("/login", content=body, headers=BROWSER).status_code == 400
        assert browser.post("/login", content=b"x" * 20_000, headers=BROWSER).status_code == 413
        right = log_in(browser, "张三")
        assert (right.status_code, right.headers["location"]) == (303, "./")
        assert right.headers["set-cookie"].endswith("; Path=/; HttpOnly; SameSite=Lax")
        assert '"username":"张三"' in browser.get("/", headers=BROWSER).text
        assert browser.post("/api/ask", json=QUESTION).json()["status"] == "answered"
        cookies = dict(browser.cookies)
        assert browser.post("/logout").headers["location"] == "login"
        assert httpx.post(f"{url}/api/ask", json=QUESTION, cookies=cookies).status_code == 401


def test_two_users_at_once(assistant: Assistant, users: Path) -> None:
    with served(assistant, accounts=users) as url, client(url) as zhang, client(url) as li:
        log_in(zhang, "张三")
        log_in(li, "lisi")
        mine = zhang.post("/gradio_api/upload", files={"files": ("a.txt", b"mine")}).json()[0]
        assert zhang.get(f"/gradio_api/file={mine}").text == "mine"
        assert li.get(f"/gradio_api/file={mine}").status_code == 404
        join = {"fn_index": 0, "data": [None] * 4, "session_hash": "s1"}
        assert zhang.post("/gradio_api/queue/join", json=join).status_code == 200
        assert li.get("/gradio_api/queue/data?session_hash=s1").status_code == 403
        store_account(users, "lisi", "another password")
        assert li.post("/api/ask", json=QUESTION).status_code == 401
        assert zhang.post("/api/ask", json=QUESTION).status_code == 200


def test_programs_send_name_and_password(assistant: Assistant, users: Path) -> None:
    from gradio_client import Client

    with served(assistant, accounts=users) as url, client(url) as program:
        for _ in range(2):
            answer = program.post("/api/ask", json=QUESTION, auth=("张三", PASSWORD))
            assert answer.json()["status"] == "answered"
        assert program.post("/api/ask", json=QUESTION).status_code == 401
        gradio = Client(url, auth=("lisi", PASSWORD), verbose=False, analytics_enabled=False)
        assert gradio.predict(QUESTION["question"], api_name="/ask")["status"] == "answered"
        gradio.close()
        with pytest.raises(ValueError, match="Could not login"):
            Client(url, auth=("lisi", "wrong"), verbose=False, analytics_enabled=False)


def test_too_many_tries_are_told_to_the_visitor_and_to_the_office(assistant: Assistant, users: Path) -> None:
    said: list[str] = []
    with served(assistant, said, accounts=users) as url, client(url) as browser:
        codes = [log_in(browser, "张三", "wrong").status_code for _ in range(FREE_BY_NAME + 1)]
        assert codes == [401] * FREE_BY_NAME + [429]
        refused = log_in(browser, "张三")
        assert refused.status_code == 429
        assert "试错太多次；请过 30 秒再试。" in refused.text
        assert 25 <= int(refused.headers["retry-after"]) <= 30
        assert log_in(browser, "lisi").status_code == 303
    assert len(said) == 2
    assert said[0].startswith("登录试错太多次：用户 张三，来自 127.0.0.1；")
    assert PASSWORD not in "".join(said)


# --- the command -------------------------------------------------------------------------------------------------


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is typed, oldest first."""
    answers: list[str] = []
    monkeypatch.setattr("getpass.getpass", lambda *_, **__: answers.pop(0))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    return answers


def test_adding_a_user_on_the_command_line(
    typed: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "users.txt"
    typed += [PASSWORD, PASSWORD, PASSWORD, "something else", "short"]
    command = ["web", "--add-user", "张三", "--auth", str(path)]
    assert run(command) == 0
    assert capsys.readouterr().err == "已添加用户 张三。User added.\n"
    before = path.read_bytes()
    assert run(command) == 1
    assert capsys.readouterr().err == "错误：两次输入的密码不一样；没有改动，请重来。\n"
    assert run(command) == 2
    assert capsys.readouterr().err == "错误：密码要有 8 至 256 个字符。\n"
    assert path.read_bytes() == before
    assert run(["web", "--add-user", "x"]) == 2
    assert run(["web", "--add-user", "a b", "--auth", str(path)]) == 2


def test_a_password_is_only_taken_from_a_terminal(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "assistant", "web", "--add-user", "x", "--auth", str(tmp_path / "users.txt")]
    done = subprocess.run(command, input="password\npassword\n", capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (1, "错误：密码要在终端里输入，不能从管道或文件读；请直接运行这个命令。\n")


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (["--auth", "none.txt"], 1, "没有这个用户文件"),
        (["--auth", "empty.txt"], 1, "里面没有用户"),
        (["--allow-host", "https://a.example"], 2, "不是域名"),
        (["--root-path", "policy"], 2, "请以 / 开头"),
        (["--root-path", "/a b"], 2, "请以 / 开头"),
        (["--max-upload-mb", "0"], 2, "--max-upload-mb"),
        (["--host", "192.0.2.1"], 1, "不是本机的地址"),
    ],
)
def test_what_cannot_be_served_is_said_at_once(
    arguments: list[str],
    code: int,
    line: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty.txt").write_text("# nobody\n", encoding="utf-8")
    assert run(["web", "--port", "7999", *arguments]) == code
    told = capsys.readouterr().err
    assert line in told
    assert told.count("\n") == 1


def test_the_extra_for_tools_is_named_where_it_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("assistant.web.tools.find_spec", lambda _: None)
    assert run(["web", "--mcp", "--port", "7999"]) == 1
    assert 'python -m pip install "policy-assistant[mcp]"' in capsys.readouterr().err


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes as weak as can be: what is tested is not how long they take."""
    from argon2 import PasswordHasher

    monkeypatch.setattr(accounts_module, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))

"""The file of users and hashed passwords: read, checked against, added to.

One user a line, ``name:hash``; empty lines and lines that begin with ``#`` say nothing. The hash is Argon2id in its
usual written form (``$argon2id$v=19$m=65536,t=3,p=4$…``), which names its own strength, so that it can grow.
"""

from __future__ import annotations

import os
import re
import stat
import threading
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError

from assistant.durable import write_durably
from assistant.errors import AssistantError, UsageError

_NAME = re.compile(r"[\w][\w.@-]{0,63}")
LEAST_PASSWORD_CHARS = 8
MOST_PASSWORD_CHARS = 256
_MOST_FILE_BYTES = 1024 * 1024
_HASHER = PasswordHasher()


class AccountFile:
    """The users in ``path``, read again whenever the file changes; while it cannot be read nobody is a user.

    >>> AccountFile(Path("users.txt")).check("zhang", "…")    # doctest: +SKIP
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._stamp: tuple[int, int, int] | None = None
        self._users: Mapping[str, str] = {}
        # Who asks for a name that is not there waits as long as for one that is.
        self._nobody = _HASHER.hash("")

    def users(self) -> Mapping[str, str]:
        """The hash of each user's password, by name."""
        with self._lock:
            try:
                known = self._path.stat()
                stamp = (known.st_mtime_ns, known.st_size, known.st_ino)
                if stamp != self._stamp:
                    self._users, self._stamp = read_accounts(self._path), stamp
            except (OSError, AssistantError):
                self._users, self._stamp = {}, None
            return self._users

    def check(self, name: str, password: str) -> str | None:
        """The stored hash of ``name`` if ``password`` is theirs, else None. Takes some 50 ms and 64 MiB on purpose."""
        stored = self.users().get(clean_name(name))
        is_right = _is_right(stored or self._nobody, password[:MOST_PASSWORD_CHARS])
        return stored if stored and is_right else None


def read_accounts(path: Path) -> dict[str, str]:
    """The users in ``path``: the hash of each one's password, by name.

    :raises AssistantError: where the file is not there or cannot be read, or a line is none that it may hold.
    """
    try:
        data = path.read_bytes()[: _MOST_FILE_BYTES + 1]
    except FileNotFoundError as error:
        mend = "请先添加用户：python -m assistant web --add-user 名字 --auth 文件"
        raise AssistantError(f"{path}：没有这个用户文件；{mend}。") from error
    except OSError as error:
        raise AssistantError(f"{path}：用户文件读不出来（{error.strerror or error}）；请检查权限。") from error
    if len(data) > _MOST_FILE_BYTES:
        raise AssistantError(f"{path}：用户文件超过 1 MB；请检查是不是给错了文件。")
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise AssistantError(f"{path}：用户文件不是 UTF-8 编码的文字；请检查是不是给错了文件。") from error
    users: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#"):
            name, hashed = _read_line(path, number, line)
            if name in users:
                raise AssistantError(f"{path} 第 {number} 行：用户 {name} 写了两次；请删去一行。")
            users[name] = hashed
    return users


def _read_line(path: Path, number: int, line: str) -> tuple[str, str]:
    name, _, hashed = line.strip().partition(":")
    name = clean_name(name)
    try:
        extract_parameters(hashed)
        is_hash = hashed.startswith("$argon2id$")
    except (InvalidHashError, ValueError):
        is_hash = False
    if not _NAME.fullmatch(name) or not is_hash:
        mend = "应是“名字:Argon2id 散列”；请用 python -m assistant web --add-user 名字 --auth 文件 重写"
        raise AssistantError(f"{path} 第 {number} 行不对；{mend}。")
    return name, hashed


def clean_name(name: str) -> str:
    """``name`` in the one spelling that it is stored and compared in."""
    return unicodedata.normalize("NFC", name.strip())


def check_name(name: str) -> str:
    """``name`` as it will be stored.

    :raises UsageError: where it cannot be a user's name.
    """
    cleaned = clean_name(name)
    if not _NAME.fullmatch(cleaned):
        raise UsageError("用户名请用 1 至 64 个汉字、字母或数字，中间可有 . _ - @，例如：zhangsan。")
    return cleaned


def check_password(password: str) -> None:
    """Make sure that ``password`` can be one.

    :raises UsageError: where it is too short or too long.
    """
    if not LEAST_PASSWORD_CHARS <= len(password) <= MOST_PASSWORD_CHARS:
        raise UsageError(f"密码要有 {LEAST_PASSWORD_CHARS} 至 {MOST_PASSWORD_CHARS} 个字符。")


def store_account(path: Path, name: str, password: str) -> bool:
    """Write ``name`` with ``password`` into ``path``, which only its owner may then read; the rest stays as it is.

    :returns: whether the user was there already and has a new password now.
    :raises AssistantError: where the name, the password or the file cannot be used; the file is then as it was.
    """
    name = check_name(name)
    check_password(password)
    lines = _lines_without(path, name) if path.exists() else ["# 用户与密码散列；请勿外传。Users and hashed passwords."]
    was_there = path.exists() and name in read_accounts(path)
    text = "\n".join((*lines, f"{name}:{_HASHER.hash(password)}", ""))
    try:
        write_durably(path, text.encode("utf-8"), mode=stat.S_IRUSR | stat.S_IWUSR)
    except OSError as error:
        raise AssistantError(f"{path}：写不进去（{error.strerror or error}）；请检查文件夹和权限。") from error
    return was_there


def _lines_without(path: Path, name: str) -> list[str]:
    read_accounts(path)  # a file that is none of ours is not written to
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return [line for line in lines if line.startswith("#") or clean_name(line.partition(":")[0]) != name]


def is_readable_by_others(path: Path) -> bool:
    """Whether other users of this machine may read ``path`` (on Windows the folder's own rights tell)."""
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _is_right(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False

"""How the page is to be served: its address, who may open it, and what it may be asked for."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

HOST = "127.0.0.1"
PORT = 7860
MOST_UPLOAD_MB = 50
# What stands for every address of this machine.
ANY_ADDRESS = ("0.0.0.0", "::", "")


@dataclass(frozen=True, slots=True)
class Serving:
    """The settings of one served page.

    ``other_hosts``: names, besides the machine's own, that browsers may know the page by (those of a reverse proxy).
    ``root_path``: the path that the proxy serves the page under, ``/policy``; empty where it is the root.
    ``accounts``: the file of users and hashed passwords; None → nobody has to log in.
    ``uploads``: whether visitors may add notices. ``max_upload_mb``: the most that one upload may bring, in MiB.
    ``mcp``: whether the tools for language models are served too.
    """

    host: str = HOST
    port: int = PORT
    other_hosts: tuple[str, ...] = ()
    root_path: str = ""
    accounts: Path | None = None
    uploads: bool = True
    max_upload_mb: int = MOST_UPLOAD_MB
    mcp: bool = False

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the page."""
        return is_loopback(self.host)

    @property
    def is_proxied(self) -> bool:
        """Whether a reverse proxy stands before the page."""
        return bool(self.other_hosts or self.root_path)

    def answers_to(self, authority: str) -> bool:
        """Whether a request for ``authority`` (a Host header: ``name`` or ``name:port``) is meant for this page.

        A page of some other site can have its own name point to this machine (DNS rebinding) and would then read
        answers as if they were its own. It cannot borrow an address in figures, or the machine's own name.
        """
        name = host_name(authority)
        if not name:
            return False
        if name in self.other_hosts:
            return True
        if is_loopback(name):
            return self.is_local or self.host in ANY_ADDRESS
        if self.is_local:
            return False
        own = socket.gethostname().lower()
        if name in (self.host.lower(), own, f"{own}.local"):
            return True
        return self.host in ANY_ADDRESS and _is_address(name)


def host_name(authority: str) -> str | None:
    """The name or address in a Host header, lower case, without port and brackets; None where it is none."""
    try:
        return urlsplit(f"//{authority}").hostname
    except ValueError:
        return None


def is_loopback(host: str) -> bool:
    """Whether ``host`` always means this machine."""
    return host == "localhost" or (_is_address(host) and ip_address(host).is_loopback)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True

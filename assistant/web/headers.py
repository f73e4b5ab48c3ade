"""What every response tells the browser about itself. Pure: text in, headers out.

The policy names no outside host at all, so that a page that holds anything but the program's own refers nowhere. Two
things have to stay open for Gradio: ``'unsafe-eval'`` (it makes functions of the texts of its event handlers) and, for
styles only, ``'unsafe-inline'`` (its components carry style attributes). Scripts that stand in the page itself are
allowed by their hash, one by one, so that a script or an event handler that a text smuggles in does not run.
"""

from __future__ import annotations

import base64
import hashlib
import re

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_COMMON = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    # Not “no-referrer”: a browser would then send the log-in form as if it came from nowhere (“Origin: null”).
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(),"
        " microphone=(), midi=(), payment=(), usb=(), clipboard-read=(), clipboard-write=(self)",
    ),
)
_CLOSED = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
# A page of plain HTML with its own style sheet in it, and a form.
FORM_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
# A file whose name tells its content (Gradio's build puts a hash there), and one whose name does not.
_KEPT, _KEPT_FOR_A_DAY, _NOT_KEPT = "public, max-age=31536000, immutable", "public, max-age=86400", "no-store"


def common_headers(path: str, status: int) -> list[tuple[str, str]]:
    """The headers of every response to a request for ``path`` but the policy of a page.

    Answers are kept by no cache; only the program's own scripts, styles and pictures are.
    """
    kept = _NOT_KEPT
    if status in (200, 206, 304):
        kept = _KEPT if path.startswith("/assets/") else _KEPT_FOR_A_DAY if path.startswith("/static/") else _NOT_KEPT
    return [*_COMMON, ("Cache-Control", kept)]


def closed_policy() -> str:
    """The policy of whatever is no page: nothing in it may load or run anything."""
    return _CLOSED


def page_policy(html: str) -> str:
    """The Content-Security-Policy of the page ``html``."""
    scripts = " ".join(
        f"'sha256-{_digest(script)}'" for script in dict.fromkeys(_INLINE_SCRIPT.findall(html)) if script
    )
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'unsafe-eval' {scripts}".rstrip(),
            "script-src-attr 'none'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src 'self' blob:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def _digest(script: str) -> str:
    # A browser reads a line end of any kind as "\n" before it hashes.
    text = script.replace("\r\n", "\n").replace("\r", "\n")
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")

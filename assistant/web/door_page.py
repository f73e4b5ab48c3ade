"""The pages at the door: logging in and logging out. Plain HTML, no script, both languages at once, light and dark."""

from __future__ import annotations

from html import escape

_STYLE = """
:root { color-scheme: light dark; --accent: #9b1c1c; --line: #d6d3d1; --bg: #fafaf9; --fg: #1c1917; --soft: #57534e; }
@media (prefers-color-scheme: dark) {
  :root { --accent: #f0a3a3; --line: #57534e; --bg: #1c1917; --fg: #f5f5f4; --soft: #a8a29e; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--bg); color: var(--fg);
  font: 16px/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", system-ui, sans-serif; }
main { width: min(22rem, 100vw - 2rem); border-top: 3px solid var(--accent); padding-top: 1.5rem; }
h1 { font-size: 1.4rem; margin: 0 0 1.25rem; }
label { display: block; margin: 0 0 1rem; }
label span, p { color: var(--soft); }
input { display: block; width: 100%; margin-top: .25rem; padding: .6rem .7rem; font: inherit; color: inherit;
  background: transparent; border: 1px solid var(--line); }
button { width: 100%; padding: .65rem; font: inherit; border: 0; background: #9b1c1c; color: #fff; cursor: pointer; }
input:focus-visible, button:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
[role=alert] { border-left: 3px solid var(--accent); padding-left: .75rem; color: var(--fg); }
a { color: var(--accent); }
"""


def log_in_page(line: str = "") -> str:
    """The page that asks for name and password; ``line`` says what was wrong before."""
    alert = f'<p role="alert">{escape(line)}</p>' if line else ""
    return _page(
        "登录 · Log in",
        f"""{alert}<form method="post" action="login">
<label><span>用户名 Name</span>
<input name="username" autocomplete="username" autocapitalize="none" maxlength="64" required autofocus></label>
<label><span>密码 Password</span>
<input name="password" type="password" autocomplete="current-password" maxlength="256" required></label>
<button>登录 Log in</button>
</form>""",
    )


def log_out_page() -> str:
    """The page that asks whether to log out."""
    return _page(
        "退出 · Log out",
        """<form method="post" action="logout"><button>退出登录 Log out</button></form>
<p><a href="./">返回 Back</a></p>""",
    )


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>政策助手 · {title}</h1>{body}</main></body></html>"
    )

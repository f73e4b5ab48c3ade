"""What the page itself says, in both languages."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "title": "政策助手",
        "subtitle": "据所存通知的条文作答，每句注明出处；文中没有的，不作推断。",
        "question": "问题",
        "placeholder": "请输入问题；可以接着追问。",
        "ask": "提问",
        "place": "地方（也可填写县、市）",
        "all_places": "不限地方",
        "clear": "重新开始",
        "held": "本库所存通知",
        "asked": "问",
        "sources": "出处",
        "failed": "没有答成",
        "searching": "正在查找……",
        "no_date": "未载日期",
    },
    "en": {
        "title": "Policy assistant",
        "subtitle": "Answers from the clauses of the notices held, each sentence with its source; nothing is inferred.",
        "question": "Question",
        "placeholder": "Type a question; follow-ups work.",
        "ask": "Ask",
        "place": "Place (or type one)",
        "all_places": "All places",
        "clear": "Start over",
        "held": "Notices held",
        "asked": "Q",
        "sources": "Sources",
        "failed": "Not answered",
        "searching": "Searching…",
        "no_date": "undated",
    },
}


def say(key: str, lang: str) -> str:
    """The page's words for ``key`` in ``lang`` (``zh`` or ``en``)."""
    return WORDS[lang][key]


def known_language(lang: str | None) -> str:
    """``lang`` where the page speaks it, else Chinese: a program that talks to the page may leave it out."""
    return lang if lang in WORDS else "zh"

"""What the page itself says: each line in Chinese and in English."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    # the frame
    "title": ("政策助手", "Policy assistant"),
    "subtitle": (
        "据所存通知的条文作答，每句注明出处；文中没有的，不作推断。",
        "Answers from the clauses of the notices held, each sentence with its source; nothing is inferred.",
    ),
    "language": ("语言", "Language"),
    "tab.ask": ("问答", "Ask"),
    "tab.lookup": ("谁负责", "Who does what"),
    "tab.compare": ("比较", "Compare"),
    "tab.quiz": ("出题", "Quiz"),
    "tab.notices": ("文件", "Notices"),
    "failed": ("没有办成", "Not done"),
    "broken": (
        "程序出错（{0}）；请换个说法再试，或告诉维护人员。",
        "The program failed ({0}); try other words, or tell who keeps it.",
    ),
    # asking
    "question": ("问题", "Question"),
    "placeholder": ("请输入问题；可以接着追问。", "Type a question; follow-ups work."),
    "ask": ("提问", "Ask"),
    "place": ("我的地方（可填县、市，会记住）", "My place (any county or city; remembered)"),
    "all_places": ("不限地方", "All places"),
    "clear": ("重新开始", "Start over"),
    "copy_all": ("复制对话", "Copy all"),
    "print": ("打印", "Print"),
    "export": ("导出 Word", "Word file"),
    "export.empty": ("还没有可导出的对话；请先提问。", "There is no conversation yet; ask something first."),
    "starters": ("可以这样问", "For example"),
    "held": ("本库所存通知", "Notices held"),
    "asked": ("问", "Q"),
    "answered": ("答", "A"),
    "sources": ("出处", "Sources"),
    "open_source": ("出处{0}：打开原文", "Source {0}: open the notice"),
    "copy_source": ("复制出处", "Copy citation"),
    "copied": ("已复制", "Copied"),
    "not_answered": ("没有答成", "Not answered"),
    "searching": ("正在查找……", "Searching…"),
    "stopped": ("连接中断，这一问没有答完；请再问一次。", "The connection was lost; please ask again."),
    "no_date": ("未载日期", "undated"),
    "understood": ("程序怎么理解这个问题", "How the question was understood"),
    "conversation": ("对话", "Conversation"),
    # thumbs
    "vote": ("这个回答有用吗？", "Was this useful?"),
    "vote.up": ("有用", "Useful"),
    "vote.down": ("有误或没用", "Wrong or useless"),
    "vote.comment": ("哪里不对？（可不填）", "What is wrong? (optional)"),
    "vote.send": ("提交", "Send"),
    "vote.thanks": ("已记下，谢谢。", "Noted, thank you."),
    "vote.failed": ("没有记下：{0}", "Not noted: {0}"),
    # the notice beside
    "reader": ("原文", "The notice"),
    "reader.empty": (
        "点回答里的〔1〕，这里打开那份通知，翻到那一条，标出所引的文字。",
        "Click a 〔1〕 in an answer: the notice opens here at that clause, the quoted words marked.",
    ),
    "reader.close": ("关闭原文", "Close the notice"),
    "reader.gone": ("这份通知已经不在库中。", "This notice is no longer held."),
    "reader.page": ("第 {0} 页", "p. {0}"),
}


def say(key: str, lang: str) -> str:
    """The page's words for ``key`` in ``lang`` (``zh`` or ``en``)."""
    return WORDS[key][lang == "en"]

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
    "open_clause": ("打开原文：{0}", "Open the notice: {0}"),
    "no_label": ("无编号段", "unnumbered paragraph"),
    # who does what
    "lookup.words": ("任务或单位（可留空）", "A task or a unit (may be empty)"),
    "lookup.placeholder": ("例如：家庭医生签约、规划信息处、爱国卫生", "e.g. family doctors, Planning and Information"),
    "lookup.what": ("看什么", "Show"),
    "lookup.duties": ("任务分工", "Duties"),
    "lookup.deadlines": ("时限", "Time limits"),
    "lookup.role": ("身份", "Role"),
    "lookup.role.all": ("全部", "All"),
    "lookup.role.lead": ("牵头", "Leads"),
    "lookup.role.support": ("配合", "Supports"),
    "lookup.role.responsible": ("负责", "Responsible"),
    "lookup.everything": ("顺带提到的也列出", "Also what is named in passing"),
    "download.xlsx": ("下载 Excel", "Excel file"),
    "download.csv": ("下载 CSV", "CSV file"),
    "download.ics": ("下载日历", "Calendar file"),
    "download.docx": ("下载试卷（Word）", "Paper (Word)"),
    "download.quiz_xlsx": ("下载题库（Excel）", "Question bank (Excel)"),
    "download.gift": ("下载 GIFT（Moodle）", "GIFT (Moodle)"),
    "download.md": ("下载 Markdown", "Markdown"),
    "download.json": ("下载 JSON", "JSON"),
    # compare
    "compare.topic": ("事项", "Topic"),
    "compare.places": ("地方（不选就比较全部）", "Places (none: all of them)"),
    "compare.go": ("比较", "Compare"),
    "compare.empty": (
        "选一件事，看各地怎么规定：一列一地，不同之处标出，点方括号打开原文。",
        "Choose a topic to see how places differ: a column a place, differences marked, brackets open the notice.",
    ),
    # quiz
    "quiz.topic": ("事项（可留空）", "Topic (may be empty)"),
    "quiz.kinds": ("题型（不选就都出）", "Kinds (none: all)"),
    "quiz.single": ("单选", "Single choice"),
    "quiz.multiple": ("多选", "Multiple choice"),
    "quiz.true_false": ("判断", "True or false"),
    "quiz.fill_in": ("填空", "Fill in"),
    "quiz.matching": ("匹配", "Matching"),
    "quiz.difficulty": ("难度", "Difficulty"),
    "quiz.difficulty.all": ("不限", "Any"),
    "quiz.easy": ("易", "Easy"),
    "quiz.medium": ("中", "Medium"),
    "quiz.hard": ("难", "Hard"),
    "quiz.count": ("题数", "How many"),
    "quiz.seed": ("卷号（同一卷号出同一张卷）", "Paper number (the same number, the same paper)"),
    "quiz.go": ("出题", "Make the quiz"),
    "quiz.fewer": ("要 {0} 题，照这些条件只能出 {1} 题。", "{0} were asked for; only {1} are possible."),
    "quiz.empty": (
        "出好的题在这里预览，可以直接作答、核对，也可以下载试卷和题库。",
        "Questions appear here: answer and check them on screen, or download them.",
    ),
    "quiz.check": ("核对答案", "Check answers"),
    "quiz.right": ("答对", "Right"),
    "quiz.wrong": ("答错", "Wrong"),
    "quiz.answer": ("答案", "Answer"),
    "quiz.true": ("正确", "True"),
    "quiz.false": ("错误", "False"),
    "quiz.explanation": ("解析", "Why"),
    "quiz.score": ("答对 {0} 题，共 {1} 题", "{0} right of {1}"),
    "quiz.your_answer": ("填写第{0}题的答案", "Your answer to question {0}"),
}


def say(key: str, lang: str) -> str:
    """The page's words for ``key`` in ``lang`` (``zh`` or ``en``)."""
    return WORDS[key][lang == "en"]


def known_language(lang: str | None) -> str:
    """``lang`` where the page speaks it, else Chinese: a program that talks to the page may leave it out."""
    return "en" if lang == "en" else "zh"

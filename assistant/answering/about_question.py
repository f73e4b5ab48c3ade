"""Questions about a notice itself: which of its particulars are asked for. Chinese, everyday Chinese, English.

A question is taken as one only where the notice is what is asked about: “文件哪天印发” is one, “名单哪天公布” and
“方案的目标是到哪年” are not. What else is asked beside it (who leads) makes it a question about the work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.knowledge import Knowledge
from assistant.records import Query

# What a notice says of itself, in the order in which it is told. ``basis`` is the document that it carries out.
PARTICULARS = (
    "own_title",
    "own_number",
    "own_issuer",
    "own_date",
    "plan_years",
    "addressees",
    "copies",
    "headings",
    "basis",
    "basis_number",
    "basis_issuer",
    "basis_date",
    "effective",
    "expires",
    "repeals",
)
# Beside ``own_date``: the notices are wanted in the order of their dates.
IN_ORDER = "in_order"

_DOC = (
    r"(?:文件|红头文|方案|通知|意见|要点|办法|规定|条例|细则|规划|公告|通告|决定|号文"
    r"|[这那本该](?:份|个)?(?:文|政策|措施|计划))"
)
_DOC_EN = (
    r"(?:notices?|documents?|plans?|opinions?|measures|regulations?|circulars?|rules|key points|scheme|guidelines?)"
)
_NAMES_DOC = re.compile(rf"{_DOC}|《|〔\d{{4}}〕|[这那]份|(?<![\d月])\d{{1,4}}\s?号|\b{_DOC_EN}\b", re.I)
_WHEN = r"(?:什么时候|啥时候|什么时间|啥时间|何时|哪一?天|哪一?日|哪一?年|哪个?月|几月(?:份)?(?:几[号日])?|几[号日])"
# Of these verbs the notice is the object; of the next ones it may be anything that is made public or handed out; what
# is drawn up may be the plan of a treatment, unless the question points to the notice.
_ISSUES = r"(?:印发|印出来|印制|印的|出台|下发|签发|成文|颁布|发文|落款)"
_GIVES_OUT = r"(?:发布|公布|发出|发(?:出来|下来)?的(?![钱药补工证卡])|出(?:来)?的(?![钱资费])|下来的|通过)"
_DRAWS_UP = r"(?:制定|制订|定(?:下来)?的|编制?的)"
_SURE = rf"(?:》|[这那本该](?:份|个)[^，,。？?]{{0,14}}?{_DOC}|文件|通知|要点|条例)"
# What else is handed out, made public or sent, and where work is meant.
_OTHER_OBJECT = (
    r"(?:名单|补贴|补助|资金|津贴|经费|报告|清单|结果|信息|数据|目录|证书|药|疫苗|物资|费"
    r"|里的|中的|里面的|各县|各区|各地)"
)
_TO_DOC = rf"(?:(?!{_OTHER_OBJECT})[^，,。；;？?]){{0,16}}?"
_NOT_OTHER = rf"(?!.{{0,4}}{_OTHER_OBJECT})"
# Plans and opinions of treatment, of a procedure, of counties: no notice is called so.
_OTHER_DOC = re.compile(
    r"(?:诊疗|治疗|救治|应急|用药|手术|康复|护理|转诊|随访|诊断|鉴定|审核|处理|征求|反馈|知情|配套|具体落实|细化|县级)"
    r"(?:工作)?(?:方案|意见|通知|办法|规定|计划|措施|细则)"
)
_DATE = re.compile(
    rf"{_WHEN}.{{0,3}}{_ISSUES}{_NOT_OTHER}|{_ISSUES}(?:于|在|是|的?(?:时间|日期)?(?:是|为)?){_WHEN}"
    rf"|{_ISSUES}的?(?:具体)?(?:日期|时间)|{_SURE}.{{0,4}}{_WHEN}.{{0,3}}{_DRAWS_UP}"
    rf"|(?:{_DOC}|\d号){_TO_DOC}{_WHEN}.{{0,3}}{_GIVES_OUT}|{_WHEN}.{{0,3}}{_GIVES_OUT}.{{0,2}}{_DOC}"
    rf"|{_DOC}.{{0,2}}(?:发布|公布)的?(?:日期|时间)"
    rf"|{_DOC}[》”\"]?\s?(?:到底|究竟|都|分别|各)?是?{_WHEN}的\s?(?:[？?。，,]|$|{_DOC})"
    r"|\b(?:when|what (?:exact )?(?:day|date|year|month)|which (?:day|date|year))\b.{0,80}\b(?:issued?|published?"
    r"|released?|printed|put(?:ting)? out|c[oa]me out|adopted|promulgated|signed|dated)\b"
    r"|\b(?:issu(?:e|ing|ance)|publication|release) date\b|\bdate of (?:issue|issuance|publication|release)\b"
    rf"|\b(?:date|day) (?:on|of) (?:the|this|that) {_DOC_EN}\b",
    re.I,
)
_ORDER = re.compile(
    r"(?:出台|印发|发布|发文|成文|时间|日期)(?:的)?(?:先后|早晚|顺序)|按(?:时间|日期|先后).{0,6}排"
    r"|哪.{0,8}(?:最早|最晚|最新|最先|更早|更晚|[先后](?:出台|印发|发布|发的|出的))"
    r"|(?:最早|最晚|最新|最先)的?是哪(?:一)?(?:份|个)|\b(?:earliest|most recent|newest|oldest|chronological"
    r"|came (?:first|last|out first))\b"
    r"|\bin (?:the )?order of (?:date|issue)",
    re.I,
)
_NUMBER = re.compile(
    r"文号|字号|令号|哪个令|发文号|文件号|几号文|多少号文?|第?几号(?:文件|令|公告)|(?:文件|通知|方案)的?编号"
    rf"|\b(?:document|reference|official|serial|file) (?:number|no\b)|\bnumber of (?:the|this|that) {_DOC_EN}\b"
    rf"|\b{_DOC_EN}(?:'s|’s)? (?:document |own |official )?number\b|\bits (?:document |own |official )?number\b",
    re.I,
)
_COUNTED = r"(?:部门|单位|部委局?|厅局|委办局|委局|机关)"
_WHO = (
    r"(?:谁|哪一?个(?:单位|部门|机关|机构|处室|委|厅|局)|哪些(?:单位|部门|机关|委局)|哪几?家(?:单位|部门)?"
    rf"|哪几个{_COUNTED}?|什么(?:单位|部门|机关)|(?:几|多少)(?:个|家){_COUNTED}?"
    rf"|(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})(?:个|家)?{_COUNTED})"
)
_JOINTLY = r"(?:联合|共同|一起|一块儿?|会同)"
_BODIES_EN = r"(?:departments?|ministr(?:y|ies)|agenc(?:y|ies)|bod(?:y|ies)|authorit(?:y|ies)|offices?|units?|bureaus?)"
_ISSUER = re.compile(
    rf"{_WHO}.{{0,2}}{_JOINTLY}(?:{_ISSUES}|{_GIVES_OUT}|发|$|[？?，,])|{_WHO}.{{0,4}}{_ISSUES}{_NOT_OTHER}"
    rf"|(?:{_DOC}|\d号){_TO_DOC}{_WHO}.{{0,4}}{_GIVES_OUT}|{_WHO}.{{0,4}}{_GIVES_OUT}.{{0,2}}{_DOC}"
    rf"|^{_WHO}.{{0,2}}{_GIVES_OUT}\s?[？?]?$|{_SURE}.{{0,4}}{_WHO}.{{0,4}}{_DRAWS_UP}"
    rf"|[跟和与同]谁.{{0,3}}{_JOINTLY}.{{0,3}}(?:发|印|出|制定)"
    r"|(?:印发|发文|制发|颁布|发布|落款|签发|联合发文)的?(?:单位|机关|机构|部门)|落款.{0,4}(?:谁|哪|什么单位)"
    r"|\bwho (?:else )?(?:issued|put out|published|released|signed|drew up|wrote)\b"
    rf"|\b(?:which|what|how many) {_BODIES_EN}\b.{{0,20}}"
    r"\b(?:issued|published|signed|released|drew up|put out|drafted)\b"
    rf"|\bissued (?:jointly )?by (?:whom|who|which|what|how many)\b|\bissuing {_BODIES_EN}\b|\bissuers?\b",
    re.I,
)
_SENDS = r"(?:下发|印发|发送|传达|发)(?:到|给|至)"
# Receivers of notices, not of money or medicine.
_OFFICES = (
    r"(?:地级市|县级市|设区市|州市|县区|区县|各[县市区州]"
    r"|[我咱]们(?:这个|这)?(?:县|市|区|乡|镇|院|局|单位|医院|卫生院))"
)
_ADDRESSEES = re.compile(
    rf"主送|收文(?:单位|机关|对象)|发文对象|(?:发送|下发|印发)(?:对象|范围)|{_DOC}{_TO_DOC}{_SENDS}"
    rf"|{_SENDS}了?{_OFFICES}|只发{_OFFICES}|[，,；;]\s?(?:又|都|是)*{_SENDS}了?(?:谁|哪)"
    rf"|\baddressed to\b|\baddressees?\b|\brecipients?\b|\b(?:{_DOC_EN})\b.{{0,60}}\b(?:sent|distributed"
    r"|circulated|addressed)\b"
    rf"|\b(?:sent|distributed|circulated)\b.{{0,30}}\b(?:{_DOC_EN})\b",
    re.I,
)
# Said of notices alone, whatever they deal with.
_TO_WHOM = re.compile(r"主送|抄送|收文|发文对象|\baddress", re.I)
_NO_MAIL = re.compile(
    r"补贴|补助|津贴|疫苗|设备|手册|奖|钱|卡|牌|表格|资金|工资|奖金|经费|发钱|到卡|报告|名单|材料|邮箱|邮件|短信"
    r"|药|物资|证件|e-?mail",
    re.I,
)
_COPIES = re.compile(r"抄送|抄报|\bcopied to\b|\bcc\b", re.I)
_PLAN_YEARS = re.compile(
    r"管(?:的是)?(?:哪|几|到哪)(?:一)?(?:年|个年度)|(?:哪一?年|哪个年度)度?的(?:工作)?(?:计划|要点|安排)|(?:计划"
    r"|规划|要点)(?:期|周期)?(?:是|管|覆盖|到)?(?:哪|几)一?年"
    rf"|\b(?:which|what) (?:years?|period)\b.{{0,50}}\b(?:covers?|covering)\b|\b(?:which|what) years? (?:is"
    rf"|are) .{{0,40}}\b{_DOC_EN} for\b",
    re.I,
)
_FILLER = r"(?:里面?|中|一共|总共|共|从.到.|[这那]|到底|究竟|主要|大概|大致|都|全文|正文|，|,|\s)*"
_PART = r"(?:个)?大?(?:部分|章节?|块|板块|大条|大项)"
_HEADINGS = re.compile(
    rf"{_DOC}[》”\"]?{_FILLER}(?:(?:分|有|包括)(?:成|为|了)?(?:哪)?(?:几|多少|哪些){_PART}"
    rf"|(?:[二三四五六七八九十几]|\d+){_PART}(?:内容)?(?:各自?|都|分别)?(?:的(?:标题|名字|名称))?(?:是|叫)(?:些"
    r"|个)?(?:啥|什么|哪些))"
    rf"|{_DOC}[》”\"]?的?{_FILLER}(?:大标题|一级标题|各(?:章|部分)的?(?:标题|题目|名称)|章节|目录|框架|结构)"
    rf"|{_DOC}[》”\"]?{_FILLER}(?:讲|说|写)(?:了|的(?:是)?)?(?:些)?(?:什么|啥|哪些)(?:内容|事|东西"
    r"|方面)?\s?(?:[？?。]|$)"
    r"|\bhow many (?:chapters|sections|parts|headings)\b|\b(?:chapters|sections|parts|headings)\b.{0,40}\bcalled\b"
    r"|\b(?:what are|list|name) (?:all )?the (?:\w+ )?(?:chapters|headings|main parts|main sections)\b"
    r"|\btable of contents\b|\b(?:chapter|section) (?:titles|headings|names)\b",
    re.I,
)
_TITLE = re.compile(
    rf"{_DOC}.{{0,2}}(?:的|完整|正式)*(?:全称|全名|标题|题目|名称|正式名|叫什么|叫啥|名字)|(?:全称|全名)"
    r"|\d\s?号(?:文|文件)?(?:是|指的是)(?:个)?(?:什么|啥|哪个|哪份)(?:文件|文|通知)?"
    r"|\b(?:full|official|exact|complete) (?:title|name)\b|\btitle of (?:the|this|that)\b",
    re.I,
)
_FOLLOWS = r"(?:依据|根据|依照|照着?|按照?|依着?|遵照|落实|贯彻|执行|对照)"
_ABOVE = r"(?:上面|上级|上位|上头|省里|国家|自治区|市里)?的?"
_MADE = r"(?:来|而|精神|要求|去)?(?:的|制定|制订|出台|印发|发布|编制|定|写|搞|弄|起草|做)*"
# “按照什么规定可以免押金” asks for a rule, “依据什么文件制定” for what a notice follows.
_WHICH = rf"{_ABOVE}(?:什么|哪些|哪个|哪份|哪几个|哪几份|哪一个|哪一份|啥){_ABOVE}"
_BASIS = re.compile(
    rf"(?:依据|根据|按照|落实|贯彻)(?:的是|的|了)?{_WHICH}(?:文件|通知|法规?|法律){_MADE}\s?[？?。]?$"
    rf"|{_DOC}[^，。？?]{{0,8}}{_FOLLOWS}(?:的是|的|了)?{_WHICH}(?:文件|文|通知|方案|意见|精神){_MADE}"
    rf"|{_FOLLOWS}(?:的是|的|了)?{_WHICH}(?:文件|文|通知|方案|意见)(?:来|而)?(?:制定|制订|出台|印发|定的|写的|来的|起草)"
    r"|(?:制定|出台|印发|发布|文件|通知|办法|方案|意见)的?(?:依据|根据)(?:是什么|是啥|有哪些|是哪)|上位(?:法|文件)"
    r"|上级(?:方案|文件|通知|意见)[^，。]{0,6}(?:是什么|是哪|是啥|叫什么|文号|几号|几个|哪些部门|谁发)"
    rf"|{_DOC}[^，。？?]{{0,6}}{_FOLLOWS}(?:的是|的|了)?(?:什么|啥)(?:来|而)?(?:制定|制订|定|写|出台|印发|编)"
    r"|\b(?:which|what|whose) (?:notice|document|law|policy|policies|plan|opinions?)\b.{0,60}"
    r"\b(?:based on|carry(?:ing)? out|carries out|implements?(?:ing)?|follows?)\b"
    rf"|\b{_DOC_EN}\b.{{0,50}}\b(?:that|which)\b.{{0,50}}"
    r"\b(?:carries out|carry out|implements?|is based on|is carrying out)\b",
    re.I,
)
# “陕西的文件是照着省里的方案来的，那个方案……”: what is asked further is asked of the basis.
_BASIS_SAID = re.compile(rf"{_FOLLOWS}[^，。？?]{{0,12}}(?:方案|文件|意见|通知)(?:来|定|写|制定|制订|起草)的")
_OWN = re.compile(r"自己的|自身|本身|它的|\b(?:its )?own\b|\bitself\b", re.I)
_EFFECTIVE = re.compile(
    rf"{_WHEN}.{{0,4}}(?:施行|生效)|{_DOC}[》”\"]?{_FILLER}(?:从|自|是|在)?{_WHEN}.{{0,4}}(?:实施|执行)"
    rf"|(?:施行|实施|执行|生效)(?:日期|时间)|从{_WHEN}(?:起|开始)?有效"
    r"|\b(?:come|go|enter)\w* into (?:force|effect)|\btak(?:e|es|en) effect|\beffective (?:date|from)"
    r"|in force (?:from|since)",
    re.I,
)
_EXPIRES = re.compile(
    rf"有效期|(?:有效|管用|施行|执行).{{0,4}}[到至]{_WHEN}|[到至]{_WHEN}(?:有效|失效|废止|到期)|{_WHEN}(?:到期"
    rf"|失效|过期|废止)|(?:还|是否|仍|现在|继续).{{0,3}}有效"
    r"|过期|失效|\bvalid (?:until|till)|\bexpir|\bstill (?:valid|in force)|\bhow long\b.{0,40}\b(?:valid|in force)",
    re.I,
)
_REPEALS = re.compile(
    r"(?:废止|替代|取代|代替)(?:了|的是|的)?(?:哪|什么|啥)|(?:哪些|什么|哪个)(?:文件|规定|办法"
    r"|通知).{0,8}(?:被)?(?:废止|替代|取代)"
    r"|\b(?:which|what)\b.{0,40}\b(?:repeal|replace|supersede)",
    re.I,
)
_PATTERNS = {
    "own_title": _TITLE,
    "own_number": _NUMBER,
    "own_issuer": _ISSUER,
    "own_date": _DATE,
    "plan_years": _PLAN_YEARS,
    "addressees": _ADDRESSEES,
    "copies": _COPIES,
    "headings": _HEADINGS,
    "basis": _BASIS,
    "effective": _EFFECTIVE,
    "expires": _EXPIRES,
    "repeals": _REPEALS,
}
# These words are said of nothing but a notice.
_TELLING = re.compile(
    rf"{_SENDS}了?{_OFFICES}|只发{_OFFICES}|文号|发文字号|主送|抄送|发文(?:单位|机关|对象)|印发(?:日期|时间|单位|机关)"
    rf"|^(?:[那这它是由]|这个|到底)*(?:{_WHEN}|{_WHO}).{{0,3}}{_ISSUES}|document number|上位法",
    re.I,
)
_OF_WORK = re.compile(r"牵头|负责|配合(?!部门印|单位印)|协议|合同|\bwho leads?\b|\bresponsible\b|\bin charge\b", re.I)
# When work is due, not when a notice was issued.
_OF_DUE = re.compile(
    r"各(?:县|市|区|州|地|级|单位|院)[^，,。]{0,6}(?:什么时候|啥时候|何时|哪)|报送|上报|完成|之前|截止|最迟|每年"
    r"|每季|每月|多久|要求.{0,6}(?:出台|制定)|\bdue\b|\bdeadline|\bshould\b|\bmust\b|\b(?:have|has|need) to\b",
    re.I,
)
# “评估结果有效期多久”: the term of something that the notice deals with.
_OF_SOMETHING = re.compile(r"证|(?:结果|资格|备案|处方|报告|评估|认定|登记|许可|名单|转诊|审批|鉴定|签约)的?有效")
_OF_NOTICE = re.compile(rf"文件|政策|{_DOC}|\b{_DOC_EN}\b", re.I)
_BARE_CHARS = 14
# “陕西什么时候印发的”: nothing else is named that could have been issued.
_BARE_DATE = re.compile(rf"[\W省市县区的是]*{_WHEN}{_WHEN}?.{{0,1}}{_ISSUES}[的了]?\W*")
_OWN_NAMES = frozenset(("own_number", "own_issuer", "own_date"))
_FOR_VALIDITY = frozenset(("effective", "expires", "repeals"))
# What a follow-up is made of that only names another place: “那中卫的呢？”, “What about Kaifeng?”
_ONLY_PLACE = re.compile(
    rf"(?:那|么|换成|还有|谢谢|好的?|的|呢|和|跟|与|及|也是|吗|一样|这边|那边|{_DOC}|[这那]份|what|how|about|and"
    rf"|for|in|the|of|one|{_DOC_EN}|\W|_)*",
    re.I,
)


def particulars_asked(question: str, *, before: bool = False) -> tuple[str, ...]:
    """Which particulars of a notice ``question`` asks for, of :data:`PARTICULARS` and :data:`IN_ORDER`; empty where
    it asks of anything else.

    :param before: the turn before was about a notice, so that this one need not name it (“谁发的？”).
    """
    return () if _OF_WORK.search(question) else particulars_named(question, before=before)


def particulars_named(question: str, *, before: bool = False) -> tuple[str, ...]:
    """As :func:`particulars_asked`, whether or not something else is asked beside them."""
    question = _OTHER_DOC.sub("，", question)
    named = before or bool(_NAMES_DOC.search(question) or (_TELLING.search(question) and not _OF_DUE.search(question)))
    asked = {name for name, pattern in _PATTERNS.items() if pattern.search(question)}
    asked = {name for name in asked if _is_meant(name, question, named)}
    if _ORDER.search(question) and _NAMES_DOC.search(question):
        asked |= {"own_date", IN_ORDER}
    if _BASIS_SAID.search(question) and asked & _OWN_NAMES:
        asked.add("basis")
    if "basis" in asked and not _OWN.search(question):
        asked = {f"basis_{name[4:]}" if name in _OWN_NAMES else name for name in asked}
        asked.discard("own_title")
    if "copies" in asked and "主送" not in question:
        asked.discard("addressees")
    return tuple(name for name in (*PARTICULARS, IN_ORDER) if name in asked)


def _is_meant(name: str, question: str, named: bool) -> bool:
    """Whether a pattern's words are said of a notice."""
    if name in _FOR_VALIDITY - {"repeals"}:
        of_notice = bool(_OF_NOTICE.search(question)) or len(question) <= _BARE_CHARS
        return of_notice and not _OF_SOMETHING.search(question) and not _OF_DUE.search(question)
    if name in ("addressees", "copies"):
        return named and (bool(_TO_WHOM.search(question)) or not _NO_MAIL.search(question))
    if name == "own_date":
        return named and not _OF_DUE.search(question)
    return named or name in ("basis", "repeals")


# “实施细则什么时候出台” asks for what is still to come of a notice, not for the notice itself.
_ANOTHER_DOCUMENT = re.compile(r"细则|配套(?:政策|文件|方案|办法)")


def names_another_document(question: str, knowledge: Knowledge) -> bool:
    """Whether the question is about rules still to be made under a notice."""
    held = any("细则" in (notice.title or "") for notice in knowledge.notices)
    return bool(_ANOTHER_DOCUMENT.search(question)) and not held


def asked_about(query: Query, history: Sequence[str], knowledge: Knowledge) -> tuple[str, ...]:
    """:func:`particulars_asked` of the query's question; of the turns before where it only names another place.

    :param history: earlier questions, oldest first.
    """
    if names_another_document(query.question, knowledge):
        return ()
    earlier = _earlier(history, knowledge)
    bare = _BARE_DATE.fullmatch(_without_places(query.question, knowledge)) is not None
    asked = particulars_asked(query.question, before=bool(earlier) or bare)
    return asked or (earlier if _names_only_places(query.question, knowledge) else ())


def _earlier(history: Sequence[str], knowledge: Knowledge) -> tuple[str, ...]:
    """What the turn before asked of a notice, by itself or by the turns before it."""
    for turn in reversed(history):
        asked = particulars_asked(turn)
        if asked or not _names_only_places(turn, knowledge):
            return asked
    return ()


def _names_only_places(question: str, knowledge: Knowledge) -> bool:
    rest = _without_places(question, knowledge)
    return rest != question and _ONLY_PLACE.fullmatch(rest) is not None


def _without_places(question: str, knowledge: Knowledge) -> str:
    rest = list(question)
    for mention in knowledge.gazetteer.find(question):
        rest[mention.start : mention.end] = " " * (mention.end - mention.start)
    return "".join(rest)


def is_about_notice(query: Query) -> bool:
    """Whether the query asks for nothing but particulars of notices."""
    return query.asks[0] == "notice" and len(query.asks) > 1 and set(query.asks[1:]) <= {*PARTICULARS, IN_ORDER}

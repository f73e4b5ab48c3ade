"""The words of questions: what they ask for, and which of them say nothing about the topic. Chinese and English."""

from __future__ import annotations

import re

# What has to stand in the very words of an answer: that something is free; a rate, where a rate is asked for.
MUST_SAY = (
    (
        "免费",
        re.compile(r"免费|收费|要钱|花钱|\bfree\b(?! of disease)|\bcharged?\b", re.I),
        ("免费", "免交", "不需缴纳", "全额资助"),
    ),
    (
        "率",
        re.compile(r"[\u4e00-\u9fff]率|比例|百分之|\brates?\b|\bpercent|\bshare\b|\bproportion\b|\bcoverage\b", re.I),
        ("%", "％", "百分之", "率"),
    ),
)
# A length of time is asked for, not a time.
LENGTH_ASKED = re.compile(
    r"几(?:年|个月|天|周)|多久(?!.{0,4}一次)|多长|how long|how many (?:years|months|days|weeks)", re.I
)
# “多少村卫生室”, “几个专科”: what is counted stands right behind.
COUNTED = re.compile(r"(?:多少|几)\s?[个所家名种位人项类条]?\s?(?=[\u4e00-\u9fff]{2})|how many\b", re.I)
ROLE_WORD = re.compile(r"(?:牵头|配合|责任|主管|协办)(?:单位|部门|处室|科室)?")
# Short questions that take up an earlier one: “那开封呢？”, “what about Zhongwei?”.
FOLLOW_UP = re.compile(
    r"^(?:谢谢|好的?)?[，,]?\s*(?:那|换成)?.{0,24}呢\s*[？?]?$|^(?:and |what about|how about|and for)\b", re.I
)
# Where a yes or a no is wanted.
YES_NO = re.compile(
    r"吗|能不能|能否|是否|可不可以|可否|是不是|会不会|^(?:can|may|is|are|does|do|will|must|could)\b", re.I
)

# What is asked, in the order in which a pattern wins over later ones that share its words.
_ASKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "notice",
        re.compile(
            r"文号|发文字号|(?:文件|方案|通知|意见|要点).{0,6}(?:哪天|哪年|几号|什么时候|啥时候|何时"
            r"|什么时间).{0,3}(?:印发|发布|发的|下发|出台)|(?:印发|发文|发布|成文)(?:日期|时间|机关|单位|部门)"
            r"|(?:哪些|哪个|谁|几个|什么)(?:部门|单位|机关)?.{0,4}(?:联合)?(?:印发|发布|发文|发的)|什么时候印发"
            r"|哪天印发"
            r"|document number|when was .{0,60}(?:issued|published|printed)|who issued|date of issue"
            r"|issuing (?:body|authority|date)|issued by whom",
            re.I,
        ),
    ),
    (
        "tasks",
        re.compile(
            r"(?:牵头|配合|负责|承担|分管|主管)(?:了|着|的是|的有)?(?:哪些|什么|哪几|多少)(?:任务|工作|事项|事情"
            r"|职责|内容)?"
            r"|(?:有|承担)(?:哪些|什么)(?:任务|职责|工作职责)|(?:任务|职责)(?:是什么|有哪些)"
            r"|(?:what|which) (?:tasks|duties|work|jobs|clauses)\b|(?:tasks|duties) of\b"
            r"|what (?:does|is|are) .{2,60}? (?:lead|do|responsible for|in charge of|support)\b",
            re.I,
        ),
    ),
    (
        "support",
        re.compile(r"配合(?:单位|部门|处室)?|协办|谁来?协助|\bsupport(?:s|ing|ed)?\b|\bassist(?:s|ing)?\b", re.I),
    ),
    (
        "lead",
        re.compile(
            r"牵头(?!(?:单位|部门|处室)(?!是|有|为|呢|[?？]|$))|谁(?:来)?(?:具体)?(?:主?管|负责|主?抓|认定|审核"
            r"|组织|监测|维护|审批|办理?|弄|搞|做|协调|统筹|落实|推进)|归(?:谁|哪)|由谁|找(?:谁|哪)|主管|主责"
            r"|责任(?:单位|部门|科室|处室)|(?:哪|什么|啥|哪些|哪几|哪两|哪三|哪一)个?(?:部门|单位|处室|科室|处|科"
            r"|局|机构|委|办)(?!.{0,6}(?:可以享受|享受))|负责(?:单位|部门)"
            r"|(?:which|what) (?:department|division|unit|office|agency|bureau|authority|body|section)s?\b"
            r"|\bwho (?:is |are )?(?:lead|responsible|in charge|manag|handl|runs?\b|oversee|coordinat|certif"
            r"|identif|determin|approv|review|supervis|maintain|monitor)"
            r"|\bleads\b|\blead(?:ing)? (?:department|unit|agency|body|division|role)\b(?!s?\s+(?:must|should|have"
            r"|has|need|report|submit|to\b))"
            r"|\blead(?= (?:on|for|the)\b)|\bin charge\b|\bresponsible\b",
            re.I,
        ),
    ),
    (
        "when",
        re.compile(
            r"什么时候|啥时候|何时|多久|哪(?:一)?(?:天|年|月)|几月|期限|时限|截止|什么时间|时间(?:要求|节点|安排"
            r"|限制)|多长时间|几次|频次|频率|多长|几号|几年|到期"
            r"|\bwhen\b|\bdeadlines?\b|\bdue\b|by what (?:date|time)|how (?:often|long|frequently|many times)"
            r"|\bfrequency\b|time limit|what date",
            re.I,
        ),
    ),
    (
        "money",
        re.compile(
            r"多少钱|多少元|几块钱|(?:补助|补贴|报销|资助|救助|收费|缴费|起付)(?:标准|金额|比例|线)|金额|费用标准"
            r"|how much (?:money|is|are|does|do|will|can)|\bamount\b|\byuan\b|\bcost\b",
            re.I,
        ),
    ),
    (
        "number",
        re.compile(
            r"多少|(?<!哪)几(?:个|名|种|家|所|人|类|项|位|倍|成|张)|(?:比例|比率|覆盖率|率).{0,8}(?:是|要|达|多)"
            r"|百分之几|[\u4e00-\u9fff]率(?=$|[?？吗呢，,]|要求|目标|指标|标准|是)|指标|上限|下限|最多|最少"
            r"|至少(?:要)?(?:多|几)"
            r"|how many|what (?:percentage|percent|rate|share|proportion|number|target|ratio)\b|\bhow much\b"
            r"|\bpercentage\b|\btargets?\b",
            re.I,
        ),
    ),
    (
        "papers",
        re.compile(
            r"(?:什么|哪些|啥|哪种)(?:证件|证明|证)|(?:带|凭|拿|持|出示|需要|提供|准备|办).{0,4}(?:材料|手续|资料)|(?:带|凭|拿|持|出示|提供|准备)(?:着)?(?:什么"
            r"|哪些|啥)|证件|证明材料|需要.{0,3}(?:材料|手续|证明)"
            r"|(?:what|which) (?:papers|documents?|certificates?|proof|id|identification|paperwork)|\bpaperwork\b"
            r"|\bcertificates?\b|what .{0,20}\b(?:bring|show|present)\b",
            re.I,
        ),
    ),
    (
        "who",
        re.compile(
            r"谁(?:可以|能|能够|享受|符合|有资格|才|都)|(?:哪些|什么样?的?|哪类|哪几类|啥)(?:人|群众|患者|病人|对象"
            r"|人群|户|群体|家庭|人员|老人|妇女|儿童)|对象(?:是|有|包括)|资格"
            r"|(?:享受|适用).{0,6}(?:条件|对象)|条件是|需要.{0,4}条件|什么条件|(?:能|可以|能够|可不可以|能不能|可否"
            r"|能否|是否可以|是不是可以)(?!.{0,2}(?:牵头|负责))|享受|符合"
            r"|\bwho (?:can|may|qualif|is eligible|are eligible|gets?|is entitled|are entitled|benefits?|is covered"
            r"|are covered|enjoys?|does it apply)|\beligib|\bqualif(?:y|ies|ied)\b|\bentitled\b|\bcan (?:i|we|he"
            r"|she|they|my|a|an|the)\b|\bwhose?\b|\bwhich (?:people|patients|groups|households)\b",
            re.I,
        ),
    ),
)

# Phrases that carry a question and no topic; taken out before the topic's words are cut. Longest first.
QUESTION_ZH = re.compile(
    r"请问|你好|您好|麻烦|帮我|帮忙|查一下|查查|问一下|想问问|想问|我想知道|知道|告诉我|介绍一下|说说|解释一下|一下"
    r"|谁可以|谁能够|谁能|谁来|谁管|谁负责|谁|哪些人|哪些|哪个|哪几个|哪里|哪儿|哪类|哪种|什么样|什么时候|什么"
    r"|啥时候|啥|怎么样|怎么办|怎么|怎样|如何|为什么|为何"
    r"|多少钱|多少|多久|几(?=\S)[个名次种家所项类条位人户岁成倍张件批月号天年]|多长时间|是不是|是否|能不能|能否"
    r"|可不可以|可否|有没有|有无|会不会|要不要|需不需要|的话|吗|呢|吧|啊|呀|嘛"
)
# Words (as cut) that stand in many questions and name no topic.
TOKENS_ZH = re.compile(
    r"可以|能够|应该|应当|需要|必须|具体|要求|规定|政策|措施|文件|通知|意见|方案|要点|里面|关于|对于|方面|内容|有关"
    r"|相关|实施"
    r"|包括|分别|全部|所有|现在|目前|当地|我们|咱们|咱|他们|她们|这里|那里|这个|那个|那么|还有|以及|或者|但是|如果"
    r"|因为|所以|就是|这些|那些|一个|时候|情况"
    r"|牵头|配合|负责|部门|单位|处室|科室|责任|主管|享受|适用|适用于|条件|资格|符合|对象|人群|证件|证明|材料|手续"
    r"|带|凭|期限|时限|时间|截止|频次|标准|金额|上面|怎么说|怎么规定|工作|任务|事项|事情|职责|一次|一共|总共|谢谢"
    r"|换成|好的|目标|各地|各省|各市|各县|哪项|年限|周期|上限|下限|本地|地方|层面|问题|东西|区别|不同|差别|差异"
    r"|比较|对比|相比|达到|超过|不能|最多|最少|至少|不得|时间|时机|一般|到底|究竟|主要|哪种|怎么办"
    r"|说|写|想|要|能|会|有|是|在|的|了|和|与|及|或|向|从|到|就|才|又|再|请|个|对|由|把|被|给|都|各|也|还|来|去|做"
    r"|让|按|没有|没|不|人|多|几|每|哪"
)

# English words without a topic: function words and the vocabulary of asking and of notices in general.
_FRAME_EN_LINES = """
    papers paper paperwork certificate certificates proof bring show present id identification a an the of in on at
    to for from by with without and or nor not no is are was were be been being am do does did done doing who whom
    whose which what when where why how can could may might must shall should will would have has had having get
    gets got i we you he she it they me us my our your his her its their this that these those there here any all
    each every some many much long often soon about into under over between than then as if so such also only please
    tell know say says said department departments division divisions unit units office offices agency agencies
    bureau bureaus authority authorities body bodies section lead leads leading charge responsible responsibility
    responsibilities handle handles manage manages support supports supporting qualify qualifies qualified eligible
    eligibility entitled enjoy apply applies applied people person persons anyone someone policy policies notice
    notices document documents clause rule rules regulation regulations requirement requirements required require
    requires need needs needed measure measures deadline deadlines due date time limit frequency number percentage
    percent rate rates target targets amount work works working task tasks duty duties program programme programs
    scheme service services specific according provide provides provided make made use used go goes take takes taken
    happen happens does't don't what's who's province city county region local place places across both different
    differ difference compare comparison versus vs s t d re ll level national government official officials opinion
    opinions circular text texts grassroots first before after during per one two three new other same
"""
FRAME_EN = frozenset(_FRAME_EN_LINES.split())


def find_asks(question: str) -> tuple[str, ...]:
    """What a question asks for, in the order of its words; ``("what",)`` where nothing else is asked."""
    found: list[tuple[int, str]] = []
    taken: list[tuple[int, int]] = []
    for ask, pattern in _ASKS:
        for match in pattern.finditer(question):
            if not match[0] or any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append((match.start(), match.end()))
            found.append((match.start(), ask))
    asks = tuple(dict.fromkeys(ask for _, ask in sorted(found)))
    if "money" in asks:
        asks = tuple(ask for ask in asks if ask != "number")
    return asks or ("what",)


def language_of(question: str) -> str:
    """``en`` where the words are mostly Latin letters, else ``zh``."""
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in question)
    latin_words = len(re.findall(r"[A-Za-z]{2,}", question))
    return "en" if latin_words > chinese else "zh"

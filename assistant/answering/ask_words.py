"""The words by which people ask who leads, by when, how many …: everyday and official Chinese, and English."""

from __future__ import annotations

import re

# --- clauses that ask ------------------------------------------------------------------------------------------

_SOME = "(?<![好十这那前后近过有头老了数])"  # “了几项”, “好几年” tell of some and ask nothing
_YEARS = rf"{_SOME}几(?:年|个月|周|天|个(?:星期|礼拜|季度))(?!前|来|了|以来|没|都)"
WH = re.compile(
    rf"谁|哪(?!怕)|(?<!没)什么(?![的样]?[，。])|什么样|(?<!没)啥|多少|多久(?!没)|多长|多大|多高|多会儿|怎么|咋|怎样"
    rf"|如何|何[时种处为]|{_YEARS}"
    rf"|{_SOME}几(?=个(?!月)|[名家所人类项条种位倍成张月号次回趟遍岁点日件样步块毛])"
    r"|\b(?:who|whom|whose|what(?! about)|which|when|where|why|how(?! about))\b",
    re.I,
)
# 能不能, 算不算, 有没有: a verb, 不 or 没, and the verb again.
_EITHER = r"(([\u4e00-\u9fff])[不没]\2|可不可以|是否|能否|可否|会否|有无)"
YES_NO = re.compile(
    rf"{_EITHER}|(?:吗|(?<![什怎这那多要])么)\s*[，,？?。]*$|吗，|吧\s*[，,？?。]*$|(?:没错|对|是)把\s*[？?]*$|(?<![受享要要才])(?:不|没"
    rf"|没有)\s*[，,？?]*$"
    r"|(?:能|可以|也|算|还)[^，。]*[？?]$"
    r"|^(?:so |and |but |then |or )?(?:can|may|am|is|are|was|were|does|do|did|will|would|must|could|should|has|have"
    r"|isn't|aren't|doesn't|don't|didn't|can't)\b.*\?|^[^?]*, (?:do|does|did|is|are|can|must) [^?.,]+\?"
    r"|\b(?:right|correct|true)\s*\?",
    re.I,
)
# One of two things is asked for: “是按年算还是五年一算”.
ALTERNATIVE = re.compile(r"是[^，。？?]{1,14}还是")
# “随便派几个算不算”, “跟几家搞了…，”: some, whose number is not asked for.
SOME = re.compile(r"几[^，。？?]*(?:[了过]|([\u4e00-\u9fff])[不没]\1)[^？?]*$|几.*([\u4e00-\u9fff])[不没]\2")
# A clause that says no is no question: “不是农村的，”, “还没，”.
DENIAL = re.compile(r"^.{0,3}(?:没有?|不)[，,]$")
# A clause that only asks whether the one before it is so.
TAG = re.compile(
    r"(?:按.{1,12}|[是有])?(?:这样|这么回事|这回?事|这说法|按?这样|说得?|没)?(?:[是就算]|合)?(?:对|没错|是|行"
    r"|可以|属实|正确|如此|真的?|规矩?)?"
    r"(?:不对|不是|不行|不|没|没有|吗|吧|把)?|是否(?:属实|正确|如此|这样)|是不是(?:这样|真的|啊)?|对不对"
    r"|(?:is (?:that|it) )?(?:right|correct|so|true)",
    re.I,
)
# Who asks to have something listed or compared puts no question mark.
ORDER = re.compile(r"(?:请|麻烦)?(?:帮我?|给我)?(?:对比|比较|列出|列举|列一下|查一?下|查查|说说|说一下|告诉)")

# --- who does it -----------------------------------------------------------------------------------------------

_KIND_OF_BODY = r"(?:牵头|主办|责任|主管|主责|配合|省级|市级|县级|内设|具体|省直|市直)?"
_BODY = (
    r"(?:部门|单位|处室|科室|股室|厅局|委办局|口子|机构|主体|厅|局|处(?!方|理|置)|科(?!技|学|普|研)"
    r"|委(?!员|托)|办(?!法|事|公|理))"
)
WHICH_BODY = re.compile(
    rf"(?:哪|什么|啥)(?:个|几个|些|几|[两三四五]个?|一个)?{_KIND_OF_BODY}{_BODY}(?!.{{0,6}}享受)"
    r"|哪(?:一|几|两|三)?[家头方](?:单位|部门)"
)
WHO = re.compile(r"谁(?!(?:都|也)(?!管))|哪(?:一|几|两|三)?[家头方](?!医|学|企|养)|\bwho(?=[\u4e00-\u9fff])", re.I)
LEADING = re.compile(
    r"牵(?:这个|个|着|的)?头(?![的了]?(?:单位|部门|处室|科室|处|科|的(?:处|科|单位|部门)))|主办(?!方|单位|部门)"
    r"|主抓|主责(?!单位|部门)"
    r"|[签迁千][头投]|牵投|(?:挑|领|打|带|掌|起)(?:个|这个|的)?头(?!发|疼|痛|晕)|归口|把总|说了算|总负责|拍板"
)
HELPING = re.compile(
    r"配合(?!单位|部门|处室|科室|的?(?:单位|部门|处|科))|协办|协助|协同|搭(?:把|个)?手|打(?:个)?下手|帮衬|帮(?:着"
    r"|个|把)?[手忙]"
    r"|帮着|敲边鼓|参与|打配合|一起(?:出力|使劲|干|弄|搞|上阵)|共同(?:参与|配合)|出力"
)
DOING = re.compile(
    r"(?:谁|哪一?[家头]|\bwho)(?:来|去|在|家|具体|主要|总|给)*(?:管|负责|抓|认定|审核|组织|监测|维护|审批"
    r"|办理?(?!法)|弄|搞|做|干|承办|承担|协调|统筹|落实"
    r"|推进|盯|指导|实施|监督|验收|评估|签发|出面|经办|牵)"
    r"|(?:归|由|属于?|找|问)(?:的是)?(?:谁|哪)|谁的(?:活|事|责任|职责)|(?:该|算|是)谁[^，。？?]{0,4}[活事管]"
    r"|负责人(?:是|叫)",
    re.I,
)
# Who pays is another question than who is in charge.
PAYER_ASKED = re.compile(
    r"(?:费用?|钱|经费|资金|开支|花销|补[助贴]|药费|押金|保费)[^，。？?]{0,6}(?:[由是]|归)?(?:谁|哪[家级个里儿头]|啥地方)[^，。？?]{0,3}(?:承担|出(?!面|台|具)|掏|付|负担|给|来(?=[出掏付]|[？?，]|$))"
    r"|谁(?:给|帮|替)[^，。？?]{1,10}(?:付|交|出钱|掏|缴)|谁(?:来)?(?:承担|负担|支付|垫付)[^，。？?]{0,14}(?:费|钱|经费|资金)"
    r"|谁(?:来|给)?(?:出钱|掏钱|付钱|付费|买单|报销|承担费用)|(?:钱|经费|费用)[^，。？?]{0,4}(?:从哪|哪来|哪里来|哪儿来)"
    r"|\bwho (?:pays|bears|covers|funds)\b",
    re.I,
)
LEAD_NOUN = re.compile(r"(?:牵头|主办|主管|责任|主责|负责)(?:方|的?(?:单位|部门|处室|科室|机构|处|科))")
SUPPORT_NOUN = re.compile(
    r"(?:配合|协办|协助|参与)(?:方|的?(?:单位|部门|处室|科室|机构|处|科|[都]?有))|配合的(?=呢|都|有|$)"
    r"|责任[（(]配合[）)]单位"
)
# What follows a role that is asked for, and not the subject of another question (“牵头单位每年几月报？”).
ROLE_ASKED = re.compile(
    r"(?:[和与及、跟/（(）)]|以及|其他|各自|单位|(?:牵头|配合|责任|协办|参与)(?:方|的?(?:单位|部门|处室"
    r"|科室))?)*\s*(?:名单)?"
    r"(?:各|分别|都|又|具体|主要|一共|到底|究竟)*(?:是(?!每|在|按|要|[\d一二三四五六七八九十])|为(?!每)"
    r"|有(?!什么职责)|呢|包括|多不多|列|[？?。，,！]|$)"
)
MORE = re.compile(r"(?:还有|另外|此外|剩下|其余|其他)[^，。？?]{0,4}(?:谁|哪|责任|单位|部门)|除[^，。？?]{1,14}外")

# --- what else is asked, each pattern winning over later ones that share its words -------------------------------

# “When a bank backs a loan, what …?” tells a case and asks for no time.
_AUX_EN = r"(?:is|are|was|were|do|does|did|must|should|can|could|may|will|would|shall|has|have)"
_WHEN_EN = (
    rf"\bwhen(?! (?!(?:exactly |at the latest |to ){{0,2}}{_AUX_EN}\b)[^?]{{3,}}?[,;]"
    rf"(?: (?:who|what|which|how|where|{_AUX_EN})\b|$))"
)
_TIME_ASKED = r"(?:哪一?天|哪一?年|几号|什么时候|啥时候?|何时|什么时间)"
ASKED: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "notice",
        re.compile(
            r"文号|发文字号|(?:印发|发文|发布|成文)(?:日期|时间|机关|单位|部门)"
            rf"|(?:文件|方案|通知|意见|要点|办法)[^？?，]{{0,8}}{_TIME_ASKED}[^？?，]{{0,3}}(?:印|发布|发的|下发"
            rf"|出台|出的)"
            rf"|{_TIME_ASKED}(?:印|发布|下发|出台)(?:发|的|出来)?"
            r"|(?:哪些|哪个|谁|几个|什么|哪几个)(?:部门|单位|机关|部委局?|委办)?.{0,4}(?:联合)?(?:印发|发布|发文"
            r"|发的|联合制[定订])"
            r"|document number|when (?:exactly )?(?:was|were|did) .{0,60}(?:issued?|publish(?:ed)?|printed?"
            r"|put out|come out)\b"
            r"|who issued|date of issue|\b(?:day|date)\b.{0,40}\bissued|issuing (?:body|authority|date)|issued by whom",
            re.I,
        ),
    ),
    (
        "tasks",
        re.compile(
            r"(?:牵头|配合|负责|承担|分管|主管)(?:了|着|的是|的有)?些?(?:哪些|什么|哪几|多少|啥)(?:任务|工作|事项"
            r"|事情|职责|内容|活|事)?"
            r"|(?:有|承担)(?:哪些|什么|啥)(?:任务|职责|工作职责|活儿?)|(?:任务|职责)(?:是什么|是啥|有哪些|有啥)"
            r"|(?:what|which) (?:tasks|duties|jobs|clauses)\b|(?:tasks|duties) of\b|what work does\b"
            r"|what (?:does|is|are) (?!an? ).{2,60}? (?:lead|responsible for|in charge of|support)\b",
            re.I,
        ),
    ),
    (
        "support",
        re.compile(
            r"\b(?:who|(?:which|what) (?:other )?(?:unit|department|office|division|bod|bureau|agenc"
            r"|section)\w*)\b[^.?]{0,60}?"
            r"\b(?:support|back up|back (?:it|this|that|them)(?: up)?|assist|help(?: \w+)? out"
            r"|cooperate|pitch in|contribute|lend a hand|work alongside)(?:s|es|ing)?\b"
            r"|\bsupporting (?:unit|department|office|bod|division|agenc)\w*(?=[?.,]|\s*$|\s+(?:and|are)\b)"
            r"|\b(?:who|which (?:other )?\w+) else\b",
            re.I,
        ),
    ),
    (
        "lead",
        re.compile(
            r"(?:which|what)(?: \w+)? (?:departments?|divisions?|units?|offices?|agency|agencies|bureaus?"
            r"|authority|authorities|body"
            r"|bodies|sections?|ministry|commissions?)\b"
            r"|\bwho(?:'s| is| are)? (?:the |actually |taking |takes? )*(?:lead|responsible|in charge|charge"
            r"|manag|handl"
            r"|run(?:s|ning)?\b|overs|coordinat|certif|identif|determin|approv|review|supervis|maintain|monitor"
            r"|answer|signs? off|decid|check|inspect|verif|assess|evaluat|accredit|organi[sz]|enforc|looks after"
            r"|carr(?:y|ies) out|sees to|deals with|tak(?:es|ing) care of)\w*"
            r"|\bwhose (?:job|duty|task|responsibility)\b",
            re.I,
        ),
    ),
    (
        "when",
        re.compile(
            rf"{_TIME_ASKED}|多久(?!没)|多会儿|几时|哪(?:一)?(?:月|日|季度)|(?:第几|几个)年度?|哪几个?年度?|{_SOME}几月"
            rf"|(?:期限|时限|截止|频次|频率|周期)(?:[各分别都为是有]{{0,3}}多少)?"
            rf"|时间(?:要求|节点|安排|限制)|多长|(?:{_SOME}几|多少)[次回趟遍](?!性)|{_YEARS}|多少(?:年|个?月|天"
            rf"|日|周|小时|分钟|个?工作日)|到期|规划期"
            r"|哪个?五年"
            rf"|{_WHEN_EN}|\bdeadlines?\b|\bdue\b|by what (?:date|time)|how (?:often|long|soon|frequently|many "
            r"(?:(?:working|business|calendar) )?(?:years|months|days|weeks|hours|times))|\bfrequency\b|time limit"
            r"|(?:what|which) (?:exact )?(?:date|day|year|month)",
            re.I,
        ),
    ),
    (
        "money",
        re.compile(
            r"多少钱|多少元|几(?:块|毛|元)钱?|(?:花|掏|补|报|交|贴|押|收)多少(?![人次个])"
            r"|(?:补助|补贴|报销|资助|救助|收费|缴费|起付)(?:标准|金额|比例|线)|金额|费用标准"
            r"|how much (?:money|is|are|does|do|will|can)|\bamount\b|\b(?:what|how much|about)\b[^.?]{0,60}\bcosts?\b"
            r"|\ballowance\b|what(?:'s| is| are) the [^.?,]{0,40}?"
            r"\b(?:subsid(?:y|ies)|grant|fee|price|fine|premium|salary|wage|rent|charge)s?\b"
            rf"|\bhow many yuan\b|{PAYER_ASKED.pattern}",
            re.I,
        ),
    ),
    (
        "number",
        re.compile(
            rf"多少|多大(?:岁数?|年龄|年纪)?|{_SOME}(?<!哪)几(?:个|名|种|家|所|人|类|项|位|倍|成|张|岁|件|样)"
            rf"|占比|百分之几|多高"
            r"|(?:比例|比率|覆盖率|率)[^，。？?]{0,8}(?:是|要|达|多)|[\u4e00-\u9fff]率(?=$|[?？呢，,]|要求|目标"
            r"|指标|标准|是)"
            r"|指标|上限|下限|最多|最少|至少[要得]?[多几]"
            r"|how many|(?:what|which)(?: is| are)?(?: the)? (?:minimum |maximum |least |most |lowest |highest )?"
            r"(?:percentage|percent|rate|share|proportion|number|target|ratio)\b"
            r"|\bhow (?:much|high|big|large|old)\b|\bpercentage\b|\btargets?\b|\bheadcount\b|\bcoverage rate\b"
            r"|\b(?:minimum|maximum) number\b",
            re.I,
        ),
    ),
    (
        "papers",
        re.compile(
            r"(?:什么|哪些|啥|哪种|哪几样|哪几种|哪个)(?:证(?!据|实|明确)|证件|证明|本本|本子|材料|手续|凭证|单据"
            r"|票据|表格|资料)"
            r"|(?<!依)(?:带|凭|持|出示|提供|准备|拿)(?!出)[着上点个齐好些]?(?:什么|哪些|啥|哪几样)"
            r"(?!政策|规定|时候|理由|说法|标准|条件|人|身份|文件|水平|资格|服务)"
            r"|证件|证明材料|(?:需要|提供|准备).{0,3}(?:材料|手续|证明)"
            r"|(?:what|which) (?:papers|documents?|certificates?|proof|id|identification|paperwork)\b|\bpaperwork\b"
            r"|what .{0,20}\b(?:bring|show|present)\b",
            re.I,
        ),
    ),
    (
        "who",
        re.compile(
            r"谁(?:可以|能够?|享受|符合|有资格|够格|才|算|有份|不能|用得上)"
            r"|(?:哪|啥|什么)(?:几|些|样|种|类|一类)*的?(?:人(?!力|数)|群众|患者|病人|对象|户|群体|家庭|老人|妇女"
            r"|儿童|孩子|学生)"
            r"|啥样的(?=才|算|能)|对象(?:是|有|包括|为|呢)|资格|(?:享受|适用).{0,6}(?:条件|对象)|条件是|(?:需要"
            r"|要|够).{0,4}条件"
            r"|(?:什么|啥|哪些)(?:条件|前提|门槛)"
            r"|\bwho (?:can|may|qualif\w*|is eligible|are eligible|gets?|is entitled|are entitled|benefits?|is covered"
            r"|are covered|enjoys?|does it apply)|\beligib\w*|\bqualif(?:y|ies|ied)\b|\bwho is (?:it|that|this) for\b"
            r"|\b(?:which|what) (?:kinds? of )?(?:people|patients|groups|households|persons)\b",
            re.I,
        ),
    ),
    (
        "what",
        re.compile(
            r"(?:做|干|弄|写|讲|含|包括|要求|规定|开展|提供|叫)[了的些点出得个]*是?(?:啥|什么|哪些)"
            r"|(?:怎么|咋|如何|怎样)[个去]?(?:写|说|规定|要求|安排|推进|给)|\bwhat (?:should|will)\b",
            re.I,
        ),
    ),
)

# What a statement is about that is put as a question of yes or no, or in words without a question: the first that fits.
CLAIMED: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "notice",
        re.compile(
            r"联合(?:印发|发文|制[定订])|(?:通知|文件|方案|意见|要点)[^，。？?]{0,12}(?:印发|发布|印)的?[吗吧，,]?$"
        ),
    ),
    (
        "lead",
        re.compile(
            rf"(?:{LEADING.pattern})|归[^，。？?；]{{2,10}}管|[是由][^，。？?；]{{2,12}}负责(?=的|$|吗|吧|，)"
            rf"|{LEAD_NOUN.pattern}$"
            r"|\b(?:is|are|was) (?:led|headed|run|handled) by\b|\bin charge\b|\b(?:leads?"
            r"|leading)\b(?: (?:department|unit|agency"
            r"|body|division)\b)?",
            re.I,
        ),
    ),
    ("support", re.compile(rf"{SUPPORT_NOUN.pattern}|打下手|搭手|\bsupported by\b")),
    (
        "number",
        re.compile(
            r"\d\s?(?:[%％]|成)|百分之|(?<![第这那哪\d一二两三四五六七八九十百])(?:\d+|[二两三四五六七八九十百]+)\s?"
            r"(?:个(?!月|小时|工作日|星期|学期|季度)|[名人家所种倍](?![家产]))|\d+\s?percent",
            re.I,
        ),
    ),
    ("money", re.compile(r"\d\s?yuan\b|\d\s?[百千万]?[元块]", re.I)),
    (
        "when",
        re.compile(
            r"\d+\s?月|\d+\s?[年日号][底前]|每[年月季周]|[年月季]底|半年|(?:[一二两三四五六七八九十]+"
            r"|(?<!\d)\d{1,2}\s?)个?[年月天周](?!度)"
            r"|年之前|到期|\b(?:by|before|until) (?:19|20)\d\d|\bevery (?:year|month|quarter)",
            re.I,
        ),
    ),
    ("papers", re.compile(r"(?:带|凭|拿|持|出示|提供).{0,6}(?:证|材料|手续|证明)")),
    (
        "who",
        re.compile(
            r"能(?!力)|可以|可不可以|享受|符合|适用|(?<![就一])算(?!账|是|清|计|出|完)|管用|的份|轮[得到]|管的.{0,5}人"
            r"|\bentitled\b|\bcan\b|\bmay\b|\bapplies\b|\bapply\b|\bmeant for\b|\bfor every\b",
            re.I,
        ),
    ),
)


def language_of(question: str) -> str:
    """``en`` where the words are mostly Latin letters, else ``zh``."""
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in question)
    latin_words = len(re.findall(r"[A-Za-z]{2,}", question))
    return "en" if latin_words > chinese else "zh"

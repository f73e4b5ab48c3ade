"""The words of questions that say nothing about their topic. Chinese and English."""

from __future__ import annotations

import re

from assistant.answering.asks import find_asks

__all__ = ["COUNTED", "QUESTION_ZH", "ROLE_WORD", "TOKENS_ZH", "find_asks", "is_frame_en"]

# “多少村卫生室”, “几个专科”: what is counted stands right behind.
COUNTED = re.compile(r"(?:多少|几)\s?[个所家名种位人项类条]?\s?(?=[\u4e00-\u9fff]{2})|how many\b", re.I)
ROLE_WORD = re.compile(r"(?:牵头|配合|责任|主管|协办)(?:单位|部门|处室|科室)?")
# Phrases that carry a question and no topic; taken out before the topic's words are cut. Longest first.
QUESTION_ZH = re.compile(
    r"谁在?牵(?:这个|个|着)头|(?:归|是|由)?哪一?[个家头](?:口子)?(?:在|来)?(?:牵头|挑头|打头|领头|带头|主办|主抓"
    r"|管|抓)|挑头|打头|领头|主办|搭把?手"
    r"|打下手|帮衬|一起出力|这摊子?事儿?|那摊子?事儿?|这事儿|没错|属实|是否如此|有这(?:回)?事|合规矩?|原话|怎么个"
    r"|拿[出个]?(?:啥|什么)本本|请问|你好|您好|麻烦|帮我|帮忙|查一下|查查|问一下|想问问|想问|我想知道|知道|告诉我"
    r"|介绍一下|说说|解释一下|一下"
    r"|谁可以|谁能够|谁能|谁来|谁管|谁负责|谁|哪些人|哪些|哪个|哪几个|哪里|哪儿|哪类|哪种|什么样|什么时候|什么"
    r"|啥时候|啥|怎么样|怎么办|怎么|怎样|如何|为什么|为何"
    r"|多少钱|多少|多久|几(?=\S)[个名次种家所项类条位人户岁成倍张件批月号天年]|多长时间|是不是|是否|能不能|能否"
    r"|可不可以|可否|([\u4e00-\u9fff])不\1|有没有|有无|会不会|要不要|需不需要|的话|吗|呢|吧|啊|呀|嘛"
)
# Words (as cut) that stand in many questions and name no topic.
TOKENS_ZH = re.compile(
    r"可以|能够|应该|应当|需要|必须|具体|要求|规定|政策|措施|文件|通知|意见|方案|要点|里面|关于|对于|方面|内容|有关"
    r"|相关|实施"
    r"|包括|分别|全部|所有|现在|目前|当地|我们|咱们|咱|他们|她们|这里|那里|这个|那个|那么|还有|以及|或者|但是|如果"
    r"|因为|所以|就是|这些|那些|一个|时候|情况"
    r"|(?:搞|弄|办|做|干|建|装|修|签|发)(?:完|好|成|到位|齐)|完成|一回|一趟|除了|不是|是不是|之前|以前|为止|起码"
    r"|一年|几回|几次|几年|哪年|哪天|哪月|哪家|几家|还要|还是|口子|摊子|这块|那块|这摊|那摊|这事|里头|那边|这边"
    r"|这儿|那儿|委里|省里|市里|县里|上头|要是|本本|有人|牵头|配合|负责|部门|单位|处室|科室|责任|主管|享受|适用"
    r"|适用于|条件|资格|符合|对象|人群|证件|证明|材料|手续"
    r"|带|凭|期限|时限|时间|截止|频次|标准|金额|比例|上面|怎么说|怎么规定|工作|任务|事项|事情|职责|一次|一共|总共|谢谢"
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
    up down out off again too just even right exactly itself himself themselves own kind kinds sort sorts way supposed
    able him them nobody everybody else still already yet really actually quite rather meant mean wants want told talk
    talks called listed year years day days month months week weeks next later now few back let letting asked asks
    ask sure come comes one's i'm side case cases mostly same far
    happen happens does't don't what's who's province city county region local place places across both different
    differ difference compare comparison versus vs s t d re ll level national government official officials opinion
    opinions circular text texts grassroots first before after during per one two three new other same
    above actual ago ahead almost along although always among another anything anyway apart around away bad because
    become becomes behind below beside besides best better big bigger biggest bit boss bothered brings brought call
    came certainly china chinese clearly clue colleague colleagues concerned couldn't currently dear depend depends
    despite didn't doesn't doubt earlier easy eight either end ends enough entirely especially etc eventually ever
    everyone everything except fairly feel finally find five follow following follows former forward found four
    friend friends further generally getting given giving going gone good great guess guy guys half happened hard
    hardly hasn't haven't hear heard hello hers herself high higher highest hope hopes idea important indeed inside
    instead involved isn't it's keen keep keeping keeps kindly knew known knows lady largely last lately latest
    least less let's lets like likely little longer longest look looking looks lot lots low lower lowest mainly
    making manner mention mentioned mentions merely mind mine more moreover mustn't near nearly neighbour neighbours
    neither never nice nine none nope normally nowadays obviously occasionally okay once ones onto opposed ought
    ourselves outright overall particular particularly past perhaps plus point possible possibly probably properly
    put puts question questions quick quickly ready reason reasons recently recommended regarding remember
    respectively roughly seem seems seen seven several shouldn't shown simple simply since six small somebody
    something sometimes somewhere sorry specifically spot starts stuff suddenly suppose ten thank thanks that's
    theirs therefore thing things think thinks third though thought through throughout thus till together ton top
    toward towards true truly try trying turn turns twice understand understood unless until upon useful using usual
    usually various very via wait wanted wasn't ways we're weren't whatever whenever where's wherever whether while
    whoever whole wish within won't wonder wondering words worth wouldn't wrong yes yourself
"""
_FRAME_EN = frozenset(_FRAME_EN_LINES.split())


def is_frame_en(word: str) -> bool:
    """Whether an English word, as written, says nothing about a topic."""
    word = word.lower()
    return word in _FRAME_EN or re.split("['’]", word)[0] in _FRAME_EN

"""What the tests of clauses named by their number share: three notices, and the look-up over them."""

from __future__ import annotations

from reading_support import bare_gazetteer

from assistant.answering.draft import Draft
from assistant.answering.exact import find_exact
from assistant.answering.exact_draft import look_up
from assistant.answering.knowledge import Knowledge
from assistant.answering.understand import understand
from assistant.glossary import Glossary
from assistant.records import Notice
from assistant.scope import find_scopes

NOTICE = """青州市健康服务实施方案

青卫发〔2022〕7号

各区县卫生健康局：

一、总体要求

坚持预防为主，完善服务体系。

二、主要任务

（一）加强队伍建设。招聘全科医生50名。落实村医补助，每人每月300元。（市人社局牵头，市财政局配合）

每两年轮训一次村医。（市卫生健康委牵头）

（二）推进远程医疗。乡镇卫生院全部接入远程平台。(略)

（三）开展家庭医生签约。(略)

三、工作要求

（一）健全台账。各单位每季度报送进展。

（二）严格考核。考核结果予以通报。

青州市卫生健康委员会

2022年5月6日
"""
ORDINALS = """青州市工作要点

一、健全两项机制

一是健全监测机制。每月监测一次。

二是健全帮扶机制。按户制定措施。

二、抓实三项措施

一是抓实救治。救治率达到95%以上。

二是抓实签约。做到应签尽签。

三是抓实培训。每年培训一次。

青州市卫生健康委员会

2022年3月1日
"""
REGULATION = """青州市养老服务办法

第一章 总则

第一条 为了规范养老服务，制定本办法。

第二条 本办法适用于本市行政区域。

法律另有规定的，从其规定。

第二章 服务

第三条 服务机构应当具备下列条件：

（一）有固定场所；

（二）有五名以上护理员。

第四条 服务费用由区财政承担。
"""


def knowledge_of(*notices: Notice) -> Knowledge:
    return Knowledge(notices, Glossary(()), bare_gazetteer(), lambda run: [run])


def looked_up(question: str, *notices: Notice, history: tuple[str, ...] = ()) -> Draft:
    """What is looked up for ``question`` in ``notices``."""
    request = find_exact(question, notices, history)
    assert request is not None
    knowledge = knowledge_of(*notices)
    query = understand(question, knowledge, history=history)
    return look_up(request, query, find_scopes(query.places, notices), knowledge)

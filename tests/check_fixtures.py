"""Invented notices and questions for the tests of the check, and the statements that the assistant makes of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from check_mutations import Said

from assistant.settings import load_settings

if TYPE_CHECKING:
    from assistant.answering.service import Assistant

# Two notices in shapes that the five do not have: a first-unit rule with a table, and lines of units below each task.
INVENTED = {
    "lintao.txt": """临洮县人民政府办公室文件
临政办发〔2023〕41号
关于印发《临洮县乡村医生队伍建设实施方案》的通知
各乡镇人民政府，县政府有关部门：
现将《临洮县乡村医生队伍建设实施方案》印发给你们，请认真落实。
一、总体目标
到2025年底，全县行政村卫生室乡村医生配备率达到98%以上，具备执业（助理）医师资格的不低于45%，培训覆盖率达到100%。
二、重点任务
（一）落实乡村医生补助。对在岗乡村医生每人每月补助600元，对在艰苦边远行政村工作满五年的乡村医生每人每月增加补助200元，\
补助资金每季度发放一次。未取得资格证书的人员不享受该项补助。（县财政局、县卫生健康局、各乡镇人民政府，列第一位的为牵头单位，下同）
（二）做好退出保障。年满60周岁的乡村医生退出岗位后，可按规定享受生活补助。因违法违规被吊销证书的人员不得享受生活补助。\
（县卫生健康局、县人力资源社会保障局、县财政局）
（三）加强培训。每年对乡村医生轮训一次，时间不少于七天；县人民医院每半年接收20名乡村医生进修。（县卫生健康局、县人民医院、县中医医院）
（四）推进签约服务。鼓励有条件的乡镇将慢性病患者、老年人、孕产妇全部纳入家庭医生签约服务，签约后一周内完成首次随访。\
（县卫生健康局、县妇幼保健院）
三、有关要求
各乡镇要于每年5月和10月底前将落实情况报送县卫生健康局，县卫生健康局在三个工作日内汇总上报县政府。任何单位不得截留、挪用补助资金。
临洮县人民政府办公室
2023年4月18日
""",
    "qianxi.txt": """黔西市健康乡村建设工作领导小组办公室关于做好2024年农村困难群众医疗救助工作的通知
黔健乡办〔2024〕6号
各乡镇（街道）：
一、救助对象
（一）特困人员、孤儿给予全额资助参保；低保对象、易返贫致贫人口给予定额资助，每人每年280元。
（二）救助对象在县域内定点医疗机构住院的，实行先诊疗后付费，无需缴纳住院押金，但因打架斗殴、自伤自残住院的除外。
（三）对个人负担仍然较重的救助对象，可给予倾斜救助，比例不低于60%，年度限额不超过3万元。
二、工作任务
（一）开展排查
各村卫生室每月对高血压、糖尿病患者随访一次，发现因病返贫风险的，两日内上报乡镇卫生院。
牵头单位：市卫生健康局
配合单位：市医疗保障局、市民政局、各乡镇人民政府
（二）落实结算
定点医疗机构应当设立一站式结算窗口，出院当日完成结算，不得要求患者垫付。
牵头单位：市医疗保障局
配合单位：市卫生健康局、市财政局
三、工作分工
| 序号 | 任务 | 牵头单位 | 配合单位 | 完成时限 |
| --- | --- | --- | --- | --- |
| 1 | 建立救助对象台账 | 市民政局 | 市乡村振兴局、市残联 | 2024年6月30日前 |
| 2 | 开展政策宣传 | 市融媒体中心 | 市卫生健康局、各乡镇人民政府 | 2024年9月底前 |
| 3 | 完成资金清算 | 市财政局 | 市医疗保障局 | 2024年12月15日前 |
黔西市健康乡村建设工作领导小组办公室
2024年3月12日
""",
}
INVENTED_QUESTIONS = (
    "乡村医生补助谁牵头？", "在岗乡村医生每月补助多少钱？", "补助多久发一次？", "谁不享受乡村医生补助？",
    "年满60周岁的乡村医生有什么待遇？", "被吊销证书的人能享受生活补助吗？", "乡村医生培训谁牵头？",
    "乡村医生培训多长时间？", "县人民医院多久接收乡村医生进修？", "家庭医生签约哪些人？", "签约后多久随访？",
    "签约服务由谁牵头、谁配合？", "落实情况什么时候报送？", "县卫生健康局几天内汇总上报？", "可以挪用补助资金吗？",
    "乡村医生配备率要达到多少？", "执业医师资格比例是多少？", "退出保障谁负责？", "县卫生健康局牵头哪些任务？",
    "县财政局有哪些任务？", "孤儿参保资助多少？", "低保对象资助多少钱？", "谁可以先诊疗后付费？",
    "打架斗殴住院能先诊疗后付费吗？", "倾斜救助比例是多少？", "年度限额是多少？", "高血压患者多久随访一次？",
    "发现返贫风险几天内上报？", "开展排查谁牵头？", "开展排查谁配合？", "一站式结算谁牵头？", "出院什么时候结算？",
    "可以要求患者垫付吗？", "建立救助对象台账谁牵头？", "政策宣传什么时候完成？", "资金清算谁牵头、谁配合？",
    "资金清算什么时候完成？", "市卫生健康局牵头什么？", "市民政局负责哪些工作？", "市医疗保障局配合哪些任务？",
    "黔西的文号是多少？", "临洮的通知哪天印发？", "谁印发的临洮方案？", "培训覆盖率", "慢性病患者签约服务",
)  # fmt: skip
QUESTIONS = (
    "谁可以享受先诊疗后付费？", "中卫先诊疗后付费", "押金不用交吗", "出了车祸第三方责任能先诊疗后付费吗？",
    "陕西家庭医生签约谁牵头？", "中卫家庭医生签约谁牵头？", "中卫医疗保障待遇由谁牵头？",
    "云南大病专项救治谁负责？", "陕西大病专项救治由哪个处牵头？", "陕西什么时候报送落实情况？",
    "开封三类户多久入户", "三类户入户核实期限", "陕西孕产妇产前筛查率", "新生儿疾病筛查覆盖率",
    "县域内就诊率要达到多少？", "电子健康码使用率", "中卫有多少所村卫生室？", "过渡期几年？", "村医养老补助",
    "年满60周岁的乡村医生", "乡村医生退出待遇", "全科医生特岗计划", "订单定向医学生免费培养", "三级医院对口帮扶",
    "派驻人员不少于几人？", "骨干医师每年培训多少名？", "远程医疗覆盖", "医共体建设谁牵头？", "慢病随访多久一次？",
    "高血压糖尿病规范管理率", "儿童营养改善", "妇女两癌筛查", "预算总额付费", "医保预付资金", "大病保险倾斜支付",
    "医疗救助托底", "一站式结算", "参保资助低保对象", "动态监测谁负责？", "因病返贫监测谁牵头？",
    "数据比对共享频率", "数据核查填报谁负责？", "开封分管领导多久了解数据核查情况？", "规划信息处牵头哪些任务？",
    "人事处牵头哪些任务？", "委妇幼健康处配合哪些任务？", "市财政局有哪些任务？", "市医保局负责什么？",
    "省中医药管理局配合哪些任务？", "督查考核谁牵头？", "健康促进行动", "爱国卫生运动谁牵头？", "厕所革命",
    "传染病防控", "艾滋病防治", "地方病防治", "中医药服务能力", "老年健康服务", "失能老人照护", "婴幼儿照护",
    "贫困残疾人康复", "医疗费用超出比例不得超过多少？", "住院自费控制在多少", "监测系统谁维护？",
    "海原县进修学习人数", "市中医医院选派几名医务人员？", "医政医改科职责", "陕西文号是多少？",
    "开封的通知哪天印发？", "开封（一）说了什么？", "国家（十二）是什么？", "基层人才队伍建设", "职称评聘",
    "村卫生室标准化", "基本医疗有保障", "公共卫生服务", "签约服务对象", "宣传引导", "考核结果怎么用？",
    "资金保障谁牵头？", "卫生人才县管乡用谁牵头？", "项目制度建设任务", "互联网医疗", "人口监测筛查",
    "脱贫县医院提升", "县医院帮扶期限", "信息互联互通谁牵头？", "云南家庭医生签约谁负责？", "云南村医",
    "耳聋基因筛查",
)  # fmt: skip
ENGLISH_QUESTIONS = (
    "who qualifies for treat-first-pay-later", "Which department leads family doctor contracts in Shaanxi?",
    "who leads medical insurance benefits in Zhongwei?", "how often are monitored households visited in Kaifeng?",
    "prenatal screening rate in Shaanxi", "how many village clinics in Zhongwei?", "critical illness insurance",
    "premium subsidy", "one-stop settlement", "who leads dynamic monitoring?", "transition period",
    "tasks of the Division of Planning and Information", "family doctor contracts", "telemedicine",
    "village doctor retirement", "when must progress be reported in Shaanxi?",
    "paired assistance by tertiary hospitals", "medical assistance", "advance insurance funds",
    "who leads serious illness treatment in Shaanxi?", "chronic disease follow-up", "electronic health code usage",
    "patriotic health campaign", "third party liability treat first pay later",
    "who leads the county medical community?", "blank spots", "cap on hospital costs outside insurance",
    "document number of the Shaanxi notice", "when was the Kaifeng notice issued?", "toilet revolution",
)  # fmt: skip


@cache
def statements(
    assistant: Assistant, questions: tuple[str, ...], lang: str | None = None
) -> tuple[list[Said], list[str]]:
    """(statements that the assistant makes and its check lets pass, those that it drops), each text once."""
    kept: dict[str, Said] = {}
    dropped: dict[str, None] = {}
    for question in questions:
        answer = assistant.ask(question, lang=lang)
        for statement in answer.statements:
            kept.setdefault(statement.text, Said(statement, answer.citations, assistant.knowledge))
        dropped.update(dict.fromkeys(answer.dropped))
    return list(kept.values()), list(dropped)


def open_invented(folder: Path, index: Path) -> Assistant:
    """The assistant over the invented notices alone, without catalogue and glossary."""
    from assistant.answering.service import Assistant

    for name, text in INVENTED.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Assistant.open(load_settings({"ASSISTANT_CORPUS": str(folder), "ASSISTANT_INDEX": str(index)}))

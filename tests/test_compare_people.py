"""Whom a sentence is about where it grants nothing outright; who does the work is not among them."""

from __future__ import annotations

import pytest
from compare_support import glossary

from assistant.compare.people import find_people, names_to_mask


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("持续做好脱贫人口家庭医生签约服务", ["脱贫人口"]),
        ("重点做好高血压、糖尿病等四种慢病患者的规范管理", ["高血压、糖尿病等四种慢病患者"]),
        ("签约服务措施对农村低收入人口重点落实", ["农村低收入人口"]),
        ("落实签约居民在就医、转诊等方面差异化政策", ["签约居民"]),
        ("37种大病患者继续由定点医院集中进行救治", ["37种大病患者"]),
        ("将救治模式作为医疗机构针对所有30种大病患者住院治疗的措施", ["所有30种大病患者"]),
        ("对脱贫不稳定户、边缘易致贫人口大病救治情况进行监测", ["脱贫不稳定户、边缘易致贫人口"]),
        ("加强对脱贫人口和边缘易致贫人口患者救治情况的动态监测", ["脱贫人口和边缘易致贫人口患者"]),
        ("做好脱贫户和“三类户”等重点人群救治情况跟踪监测", ["脱贫户和“三类户”等重点人群"]),
        ("按照要求（信息员必须核准信息；对新纳入的“三类户”，一周内入户核实）开展核查", ["新纳入的“三类户”"]),
        ("稳步提高在岗乡村医生待遇保障水平", ["在岗乡村医生"]),
        # Who does it, who is trained or managed, and words for anybody.
        ("信息员必须逐条核准填报信息", []),
        ("加强巡诊、派驻到村卫生室工作的医务人员管理", []),
        ("每年为受援县医院培训至少3名骨干医师", []),
        ("加强村卫生室设备配置和乡村医生培训", []),
        ("落实县域公立医疗卫生机构人员、资金、业务“五统一”管理", []),
        ("做好患者救治", []),
        ("持续加强儿童保健人员和新生儿科医师培训", []),
        ("减轻患者负担，方便群众就医", []),
        ("对贷款规模增长快、小微企业占比大的银行提高比例", []),
        ("落实家庭医生签约服务绩效激励政策", []),
    ],
)
def test_people(text: str, people: list[str]) -> None:
    assert [text[start:end] for start, end in find_people(text, names_to_mask(text, glossary()))] == people

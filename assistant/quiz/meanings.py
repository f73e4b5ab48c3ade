"""Words that bring a unit to mind: a task about 资金 is told to belong to 财政 by its words alone.

Each row holds words for one field of government work. A unit whose name is of a field, and a task that says a word of
the same field, need no knowledge of a notice to be put together.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.quiz.words import plain

_FIELDS: tuple[str, ...] = (
    "财政 财务 资金 经费 预算 投入 补助 补贴",
    "人力资源 人社 社会保障 人事 人才 人员 职称 招聘 薪酬 岗位 培训 养老保险 队伍",
    "医政 医院 医疗机构 医疗质量 诊疗 救治 病种 大病",
    "卫生 健康 医疗 医院 诊疗 救治 疾病 患者 医生 医师 公共卫生 卫生院 卫生室",
    "疾病 疾控 疫情 传染病 慢性病 地方病 防控 职业病",
    "职业健康 职业病 尘肺",
    "老龄 老年 养老 医养 失能",
    "妇幼 妇女 孕产妇 新生儿 儿童 婴幼儿 出生缺陷 两癌 母婴 妇联",
    "医保 医疗保障 保险 报销 支付方式 参保",
    "民政 低保 特困 救助 慈善 社区 社会组织",
    "发展改革 发改 规划 建设任务 项目 投资",
    "信息 数据 大数据 云计算 互联网 远程 信息化 网络 平台 电子",
    "宣传 舆论 新闻 宣教 科教",
    "教育 学校 学生 科教 高校 教师",
    "科技 科学 技术 科协 科教 科研",
    "农业农村 农业 农村 农机 人居环境",
    "乡村振兴 扶贫 脱贫 返贫",
    "生态环境 环境 污染 污水 垃圾 环保",
    "住房 城乡建设 住建 房屋 厕所 城建",
    "中医药 中医 中药",
    "爱卫 爱国卫生 卫生城镇 厕所",
    "体改 改革 医改",
    "基层 乡村 乡镇 村卫生室 社区 家庭医生",
    "督查 监督 执法 监察 纪检",
    "审计 监督检查",
    "税务 税收 纳税 税款",
    "市场监管 市场监督 药品 食品 药监 质量",
    "公安 治安 户籍 身份证 交通安全",
    "司法 法律 公证 仲裁 法治",
    "交通运输 道路 运输 公路",
    "自然资源 国土 土地 用地",
    "水利 水务 饮水 改水",
    "文化 旅游 体育 广电 文艺",
    "应急 救援 安全生产 消防",
    "商务 贸易 外资 出口 电商",
    "工业 工信 企业 制造",
    "林业 草原 园林 绿化",
    "统计 普查",
    "金融 银行 贷款 信贷 担保",
    "机构编制 编办 编制 机构设置",
    "退役军人 优抚 双拥",
    "残联 残疾",
    "团委 共青团 团市 青年 青少年",
    "工会 职工",
    "办公室 会议 公文 文件 统筹协调 综合",
)
_WORDS = tuple(tuple(row.split()) for row in _FIELDS)
_SHARED_CHARS = 2
# Words that a name and a task may share by chance.
_EMPTY = re.compile("工作|建设|管理|服务|发展|事务|综合|指导")


def hints(core: str, task: str, common: frozenset[str] = frozenset()) -> bool:
    """Whether the words of ``task`` bring the unit with the name ``core`` (without owner and ending) to mind: they are
    of one field, or share two characters in a row.

    :param common: words that many units of the notice have in their names (健康 in a health commission's sections):
        they tell none of them.
    """
    name, words = plain(core), plain(task)
    for word in common:
        name = name.replace(word, " ")
    bare = _EMPTY.sub(" ", name)
    pairs = (bare[at : at + _SHARED_CHARS] for at in range(len(bare) - 1))
    if any(" " not in pair and pair in words for pair in pairs):
        return True
    return not _rows_of(name).isdisjoint(_rows_of(words))


@cache
def _rows_of(text: str) -> frozenset[int]:
    """The fields of which ``text`` says a word; names and tasks are few, and compared each with each."""
    return frozenset(number for number, row in enumerate(_WORDS) if any(word in text for word in row))

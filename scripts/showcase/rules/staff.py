"""People named by what they do aboard, in a laboratory or on a committee, and papers of theirs that come along.

As in cues.py a find is a warning: a name is known by the word before it and by what follows, never by itself.
"""

from __future__ import annotations

import re

from showcase.rules.cues import HAN, NO_NAME

# Surnames that hardly begin another word, with a given name of two characters that ends no place and no body.
_SURE = "王李张刘陈杨赵吴徐孙朱胡郭郑梁谢宋唐许韩冯邓曹彭肖董潘袁蔡蒋杜魏吕姜崔谭廖薛邹孟秦阎侯邱贺龚邵周黄罗丁"
_END = "[港市县区镇村湾岛山江河湖海公站局院所厂部处组队社省州路街庄屯口家庙桥墩型式级类]"
_FULL = rf"{NO_NAME}[{_SURE}][{HAN}](?!{_END})[{HAN}]"
_ROLES = (
    *(
        "船长",
        "轮机长",
        "大管轮",
        "大副",
        "二副",
        "三副",
        "水手长",
        "水手",
        "潜水员",
        "试验员",
        "实验员",
        "操作员",
        "技术员",
        "观测员",
    ),
    *(
        "质检员",
        "采样员",
        "飞手",
        "驾驶员",
        "船员",
        "值班员?",
        "项目骨干",
        "骨干",
        "组长",
        "组员",
        "秘书",
        "会计",
        "出纳",
        "评审专家",
    ),
    *(
        "专家组?",
        "专家组成员",
        "采样人",
        "记录人",
        "审核人",
        "编制人",
        "批准人",
        "校对人?",
        "拍摄者?",
        "养殖户",
        "渔民",
        "承包人",
        "指导教师",
    ),
    *(
        "研究生",
        "博士生",
        "硕士生",
        "学生",
        "法人",
        "股东",
        "摄影",
        "制图",
        "绘图",
        "供图",
        "整理",
        "采集人",
        "化验人",
        "检验人",
        "复核人",
    ),
    *("经手人", "保管人", "填表人", "制表人?"),
)
_ROLE = f"(?:{'|'.join(_ROLES)})"
_DID = (
    "(?:独立|单独|一人|提出|设计|绘制|负责|完成|主持|操作|发明|研制|带队|牵头|开发|编写|撰写|拍摄|整理|提供|测得|培育|分离|调试|保管|签字|经手"
    "|可|将|曾|已|会)"
)
_BEGINS = "".join(sorted({role[0] for role in _ROLES} | set(_SURE) | set("由找问联请咨师户")))
"""What a find begins with: a search that looks for one of them first takes a tenth of the time."""
_RANK = r"\((?:[0-9]{2}岁|[男女][,)]|副?研究员|副?教授|[硕博]士|[^()]{0,8}[0-9]{4}级)"
_LIFE = (
    "同志|(?:[0-9]{4}年)?(?:查出|检出|诊断出|得了|因病|病故|去世|病逝|遇难)|的(?:工资|薪酬|奖金|补贴|绩效|收入)"
    "|,?(?:证书|证)(?:编号|号)"
)
STAFF = re.compile(
    rf"(?=[{_BEGINS}])(?:(?:{_ROLE}(?:名单|成员)?[ :为是]{{0,3}}|由)({_FULL})(?=等|[,、;。:( ]|$|{_DID}|{_LIFE})"
    rf"|(?<![{HAN}])({_FULL})(?={_RANK}|{_LIFE})"
    rf"|(?:找|问|联系|请教|咨询|学生|研究生|师傅|师弟)([老小][{_SURE}])(?![{HAN}](?<![,他她就即本做]))"
    rf"|(?:船长|船老大|船主|户主|师傅|找|请)([{_SURE}林马于高田](?:叔|哥|姐|姨|大爷|大姐|大哥)))"
)
PAPERS = re.compile(
    r"((?:附上?|提供)[^。;\n]{0,10}?(?:身份证|户口[本簿]|结婚证|驾驶证|学位证|毕业证|征信报告|诊断证明)"
    r"(?:正反面)?的?(?:复印件|扫描件|照片|原件)?"
    r"|本人的?(?:银行流水|征信|户口本|诊断书))"
)
SIGNED = re.compile(
    rf"^({NO_NAME}[{_SURE}林马于高田](?![{HAN}]{{0,2}}[处部院局所室组心司会科])[{HAN}]{{1,2}})\Z"
    rf"|[部处科室院所组心] ?([{_SURE}林马于高田][{HAN}]{{0,2}}(?:工|经理|老师|主任|总|教授|[处科部]长))\Z"
)
"""A person where an office is asked for: the whole text is a name, or a name with a title ends it."""

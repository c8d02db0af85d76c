"""The rule that keeps an invention new until it is filed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from showcase.files.problem import Message, Severity, shorten
from showcase.rules.engine import DraftOf, Finding, rule
from showcase.rules.privacy import is_cleared
from showcase.schema.records import Achievement
from showcase.schema.vocabulary import Vocabularies

TELLING = 2
"""Signs in the body that together are taken for a description; a plain one counts one, a recipe two."""

# Bounded in every part: two unbounded runs beside each other cost quadratic time, three cubic.
_NUMBER = r"(?:\d{1,6}(?:\.\d{1,4})?|[一二两三四五六七八九十百千半]{1,6})"
_QUANTITY = rf"(?:{_NUMBER}\s?[-~～—–至]\s?)?{_NUMBER}\s{{0,3}}"
_TIME = r"(?:小时|分钟|天|秒|(?:min|[hds])(?![A-Za-z]))"
_WORK = (
    "(?:搅拌|滴加|煅烧|焙烧|烧结|退火|烘干|干燥|浸渍|浸泡|离心|蒸馏|水洗|酸洗|碱洗|洗涤|溶解|混匀|混合|静置|老化|回流|水热|酶解|提取|萃取"
    "|过滤|抽滤|粉碎|研磨|球磨|浓缩|接种|培养|发酵|水浴|油浴|加热|保温|冷却|沉淀|结晶|重结晶|超声|涂覆|固化|反应|热处理|灭菌|陈化"
    "|诱导|聚合|碳化|活化|交联|接枝|包埋|挤出|喷涂|电镀|溅射|浇注|模压|改性|等离子体处理|煮|烧|压片|冻干|醇沉|搅匀|滴入|溶[于在])"
)
_PART = r"[\u4e00-\u9fff][（(]\d{1,3}[）)]"
"""As drawings of a patent number them: 壳体（1）."""
_SET = (
    r"(?:扫描速度|层厚|离焦量|进口角|出口角|包角|轮缘间隙|安装角|弦长|匝数|线径|空气隙"
    r"|间距|肋距|壁厚|层高|填充率|脉宽|脉冲宽度|占空比|入射角?|K[pid]|[RCL]\d{1,3})"
    rf"\s?(?:取|为|选|=)?\s?{_NUMBER}\s?[^\s\u4e00-\u9fff，。；,;]"
)
"""What a designer chooses, with its figure."""
_SIGNS = (
    r"配方|配比|质量比|体积比|摩尔比|重量份|质量份|按比例|按" + _NUMBER + "比" + _NUMBER,
    r"制备方法|制备步骤|具体步骤|操作步骤|工艺步骤|工艺流程|工艺参数|技术路线|实施例|算法流程|第[一二三]步",
    r"搅拌|滴加|加热至|升温至|降温至|保温|煅烧|烧结|退火|烘干|浸渍|离心|过滤后|蒸馏|水洗|酸洗|溶[于在]|滴入|醇沉|混匀|静置|接种量",
    _QUANTITY + r"(?:℃|°C|摄氏度|度|MPa|rpm|r/min|转/分)[^。\n]{0,30}?" + _QUANTITY + _TIME,
    r"(?:加入|添加|投加|掺入)[^。，；\n]{0,20}?" + _QUANTITY + r"(?:%|％|g|kg|mg|mL|克|千克|毫升|份)",
    r"损失函数|网络层数|学习率|训练轮数|优化器|交叉熵|预训练|微调|结构如图|电路如图|伪代码|隐藏单元|隐含层|丢弃率|批大小|窗长|帧移",
    r"(?:送入|输入|依次经|接入)[^。；\n]{0,8}?(?:层|LSTM|GRU|CNN|RNN|MLP|Transformer|U-?Net|ResNet)",
    r"(?:取|设为|选为|定为|控制在|调至)\s?" + _NUMBER + r"\s?(?:倍|°|度|[mnμµ]m|%|％|dB|k?Hz|层|点|个点)",
    r"(?:由|将|把)[^。；\n]{0,20}?(?:加厚|削薄|偏置|扭转|弯折|切割|开槽|钻孔|拼接)[^。；\n]{0,10}?(?:得到|而成|制成|形成)",
    r"(?:浸入|浸没于|滴加|溶于|置于|配成)[^。，；\n]{0,8}?"
    + _QUANTITY
    + r"(?:m?mol/L|[mμµ]?g/m?L|wt\s?%|M(?![A-Za-z]))",
    r"损失为|特征分解|奇异值分解|协方差矩阵|权重(?:取|为)?\s?0\.\d",
    r"[kK][pid]?\s?=\s?\d|(?:积分|微分)时间\s?\d",
    r"(?:前馈|比例|积分|微分)系数\s?(?:取|为|=)?\s?\d",
    r"训练\s?\d{1,5}\s?(?:轮|[Ee]pochs?)|取前\s?\d{1,3}\s?个",
    r"卷积核|注意力[层头]|残差块|(?:卷积|池化|全连接)层|模型输入",
    r"[pP]H\s?值?\s?(?:调节?)?[为至到]\s?\d",
    r"IPTG|质粒(?:转入|导入)|引物序列|5'-[ACGTUacgtu]{6}|酶切位点|转染|同源重组",
    _WORK + r"后[再经，,]{0,2}" + _WORK,
    r"过\s?" + _NUMBER + r"\s?目筛",
    r"催化剂[，,]|(?:氮气|氩气|惰性气体)保护|升温速率|催化剂为|为催化剂",
    _NUMBER
    + r"\s?(?:℃|°C|摄氏度|度)(?:下|条件下)?\s?"
    + _WORK
    + r"|"
    + _WORK
    + r"(?:温度)?\s?(?:至|到|为|于)?\s?"
    + _NUMBER
    + r"\s?(?:℃|°C|摄氏度|度)",
    _WORK + r"\s?(?:约|各)?\s?" + _NUMBER + r"\s?" + _TIME,
    (
        r"(?:准备|打算|计划|拟|下个?月|明年|年内|年底前?|即将|近期|正在准备)[^。\n]{0,10}?(?:申请|申报|提交|报)[^。\n]{0,6}?专利"
        r"|专利(?:还没|尚未|没有|未)(?:申?报|申请|提交)|论文(?:还没有?|尚未|未)(?:发表|投稿)"
    ),
    r"网络结构|模型结构|(?:\d{1,2}|[一二三四五六七八九十])\s?层(?:卷积|全连接|注意力)",
)
_RECIPES = (
    r"(?:按|以)?(?:干重|湿重|质量|重量|体积|摩尔)比?\s?"
    + _NUMBER
    + r"\s?[:：∶]\s?\d[^。\n]{0,6}?(?:混合|混匀|投料|配料|加入|复配)",
    r"静电纺丝[^。\n]{0,12}?电压|电压\s?" + _NUMBER + r"\s?kV[^。\n]{0,8}?(?:接收距离|推进速度)",
    r"(?:通道数|神经元数?|隐藏维度|头数|节点数)(?:依次|分别)?[为是]?\s?\d{1,4}\s?[、,，]\s?\d{1,4}",
    r"(?:间距|极距|脉宽|脉冲)\s?"
    + _NUMBER
    + r"\s?[^\s\u4e00-\u9fff，。；,;][^。\n]{0,20}?(?:处理|照射|作用|放电)\s?"
    + _NUMBER
    + r"\s?"
    + _TIME,
    r"权利要求\s?\d{1,2}\s?[:：]|其特征(?:在于|是)",
    _PART + r"(?:内|上|下|外|与|和|的|固定|连接|设|、|，|之间|通过)[^。\n]{0,20}?" + _PART,
    _SET + r"[^。\n]{0,12}?" + _SET,
    r"(?:纺丝液|铸膜液|浆料|涂液|胶液|电解液|培养基|培养液|营养液|镀液|缓冲液)含[^。\n]{0,8}?"
    + _NUMBER
    + r"\s?(?:[%％]|m?g/L|m?mol/L)[、,，][^。\n]{0,12}?"
    + _NUMBER
    + r"\s?(?:[%％]|m?g/L|m?mol/L)",
    r"(?:发酵|培养|反应|焊接|烧结|固化|纺丝|提取|酶解|热处理|喷涂|成膜)(?:工艺)?(?:条件|参数)[:：为是]?[^。\n]{0,6}?"
    + _NUMBER,
    r"(?:参数|条件|步骤|配方|结构|代码)[^。\n]{0,6}?(?:列在下面|列于下|如下|见下)[:：]?[^。\n]{0,10}?" + _NUMBER,
    r"(?:扭角|弦长|锥角|倾角|螺距|曲率|壁厚|槽深)[^。\n]{0,4}?(?:根部|叶根|线性|渐变|递[增减])[^。\n]{0,6}?"
    + _NUMBER
    + r"[^。\n]{0,12}?[到至][^。\n]{0,6}?"
    + _NUMBER,
    r"(?:关键在于|关键是|诀窍|要害|核心在于)[^。\n]{0,30}?(?:取|设为|选为|定为|控制在|调至|为)\s?" + _NUMBER,
    r"(?:质量|体积|摩尔|重量|料液|固液|液固|投料|原料)比\s?[为是]?\s?" + _NUMBER + r"\s?[:：∶]\s?\d",
    r"[\u4e00-\u9fff]\s?" + _NUMBER + r"\s?份[、,，和及][^。\n]{0,15}?[\u4e00-\u9fff]\s?" + _NUMBER + r"\s?份",
    r"(?:配方|组成|组分)[为是:：]?[^。\n]{0,15}?" + _NUMBER + r"\s?[%％][、,，][^。\n]{0,15}?" + _NUMBER + r"\s?[%％]",
    r"(?:具体步骤|制备方法|制备步骤|操作步骤|工艺步骤|工艺流程|算法流程)[为是:：如]",
    r"第一步[^。\n]{0,40}第二步|首先[^。\n]{0,40}(?:然后|再|最后)",
    r"(?:先|将|取|以|把)[^。\n]{0,20}?"
    + _WORK
    + r"[^。\n]{0,30}?(?:再|后|然后|最后|得到|获得|制得|取上清)[^。\n]{0,20}?"
    + _WORK,
)
_METHOD = tuple(re.compile(sign) for sign in _SIGNS)
_RECIPE = tuple(re.compile(sign) for sign in _RECIPES)


@rule("ip", "disclosure", kind="achievement")
def check_novelty(draft: DraftOf[Achievement], _vocabularies: Vocabularies) -> Iterator[Finding]:
    """知识产权未申请（unfiled）的，正文不写做法，公开即丧失新颖性；审查可公开的写入 disclosure.cleared。
    With unfiled IP the body does not tell the method, which would no longer be new (Patent Law, art. 22 and 24),
    unless `disclosure.cleared` names the review that lets it."""
    unfiled = [
        index
        for index, item in enumerate(draft.record.ip)
        if item.status == "unfiled" and not is_cleared(draft, item.title)
    ]
    told = _told(draft.source.body) if unfiled else []
    phrases = "、".join(f"“{shorten(text)}”" for text in told)
    for index in unfiled if told else ():
        message = Message(
            f"尚未申请，而正文像是写出了做法：{phrases}",
            f"is not filed, yet the body seems to tell the method: {phrases}",
        )
        yield Finding(("ip", index), message, _HINT, Severity.WARNING)


def _told(body: str) -> list[str]:
    """The first words of each kind that tell a method; none if together they are too few to tell one."""
    signs = [match for sign in _METHOD if (match := sign.search(body))]
    recipes = [match for sign in _RECIPE if (match := sign.search(body))]
    if len(signs) + TELLING * len(recipes) < TELLING:
        return []
    return [" ".join(match.group().split()) for match in [*recipes, *signs]]


_HINT = Message(
    "先申请再公开，或正文只写效果；审查认定可以公开的，把这项知识产权的名称和依据写入 disclosure.cleared",
    "file first, or tell the effect only; a review that lets it be public is named in `disclosure.cleared`",
)

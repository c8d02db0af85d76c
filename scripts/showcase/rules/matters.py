"""What running text tells of people's lives, the armed forces, what is kept and trade; accounts without a rule.

As in cues.py, none of it is certain from its form: each find is a warning, which a reason in `disclosure.cleared` ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from showcase.rules.access import ACCESS, ACCESS_WORDS
from showcase.rules.cues import ANY_SURNAME, HAN, NO_NAME, NOT_SO, SURNAME, find_each, find_worded
from showcase.rules.personal import Personal, plain_text

_NUMBER = r"(?:\d[\d,.]{0,11}|[一二两三四五六七八九十百千]{1,6})"
_PERSON = rf"{NO_NAME}{SURNAME}(?:某{{1,2}}|[{HAN}]{{1,2}}?)"
_KIN = "(?:妻子?|丈夫|配偶|爱人|女儿|儿子|父亲|母亲|父母|岳父|岳母|孩子|家属)"
_ACCOUNT_WORDS = (
    *("支付宝", "抖音", "快手", "小红书", "企鹅", "钉钉", "飞书", "脉脉", "陌陌", "Q", "q"),
    *("elegram", "电报", "kype", "hats", "LINE", "Line", "邮箱", "vx", "wx"),
    *("VX", "WX", "二维码", "加我", "加本人", "威", "葳", "加卫星"),
)
_ACCOUNT = re.compile(
    r"(?:(?:支付宝|抖音|快手|小红书|企鹅|钉钉|飞书|脉脉|陌陌|(?<![A-Za-z])[Qq]) ?(?:号码?|账号|ID)[ :]{0,3}"
    r"|(?:[Tt]elegram|电报|飞书|钉钉|[Ss]kype|[Ww]hats[Aa]pp|LINE|Line)(?: ?(?:号|账号|ID)[ :]{0,3}| ?: ?@?| ?@))@?"
    r"([+A-Za-z0-9_][A-Za-z0-9_.-]{4,19})"
    r"|邮箱(?:前缀|名)[ :为是]{0,3}([A-Za-z0-9_.-]{4,30})[^。;\n]{0,8}?(?:[Qq]{2}|163|126|[Ff]oxmail|[Gg]mail|网易)"
    r"|(?<![A-Za-z])(?:vx|wx|VX|WX)(?: ?(?:号|ID))?[ :]{1,3}([a-z](?=[a-z_-]{0,18}[0-9_])[a-z0-9_-]{5,19})"
    r"|(二维码[^。;\n]{0,6}?加(?:我的?|本人的?)?(?:个人|私人)?(?:微信|QQ|好友)|加(?:我的?|本人的?)(?:个人|私人)?(?:微信|QQ))"
    r"|(?:[威葳]信|(?<![添施外增附叠])加卫星)(?:号|ID)?[ :]{0,3}([a-z](?=[a-z_-]{0,18}[0-9_])[a-z0-9_-]{5,19})"
)
# Letters that stand for digits: l and I for one, O for nought.
_LETTERED = re.compile(
    r"(?:手机|电话|号码|联系|拨打|微信)[^0-9lI|。;\n]{0,6}"
    r"((?=[0-9lI|]{0,10}[OolI|])[1lI|][3-9OolI|][0-9OolI|]{9})(?![0-9A-Za-z])"
)
# The first three digits apart from the others; mobiles of other countries; a telephone at home.
_APART = re.compile(
    r"((?:前三位|开头)[ 为是:]{0,3}1[3-9]\d[^。;\n]{0,12}?(?:后八位|尾号)[ 为是:]{0,3}\d{4}[ -]?\d{4}"
    r"|1[3-9]\d ?(?:开头|打头)[^。;\n]{0,8}?(?:后八位|尾号)[ 为是:]{0,3}\d{4}[ -]?\d{4}"
    r"|\+ ?(?:82 ?-?0?10|852 ?-?[4-79]|853 ?-?6|886 ?-?0?9|81 ?-?0?[789]0|44 ?-?0?7|65 ?-?[89]|61 ?-?0?4|49 ?-?0?1[5-7]"
    r"|33 ?-?0?[67]|7 ?-?9)(?:[ -]?\d){7,10}(?!\d)"
    r"|(?:宅电|家庭电话|住宅电话|家[里中]电话)[ :为是]{0,3}(?:0\d{2,3}[ -]?)?\d{7,8})"
)
_PRIVATE_WORDS = (
    *("妻", "丈夫", "配偶", "爱人", "女", "儿子", "父", "母", "孩子", "家属", "患", "确诊"),
    *("感染", "住院", "流产", "怀孕", "体检", "病历", "门诊", "医保", "社保", "薪", "工资", "男"),
    *("拘留", "逮捕", "判刑", "判处", "开除", "处分", "起诉", "党员", "团员", "信仰", "信奉", "学号"),
    *("工号", "学籍号", "生日", "出生", "身份证"),
)
_PRIVATE = re.compile(
    rf"({_PERSON}(?:教授|研究员|工程师|经理|同志|先生|女士)?[的之]{_KIN}"
    rf"|(?:发明人|负责人|联系人|船长|本人|其|我)[的之]?(?:妻子|丈夫|配偶|爱人|女儿|儿子|岳父|岳母)"
    rf"|{_PERSON}(?:同志|先生|女士)?(?:患有|患上|曾患|确诊|罹患|身患|感染|住院|流产|怀孕)"
    r"|(?:体检|病历|住院|门诊|医保卡?|社保卡?) ?号码?[ :]{0,3}[0-9A-Za-z]{4,20}"
    rf"|(?:年薪|月薪|底薪|月工资|工资卡)[^。,;；\n]{{0,6}}?{_NUMBER} ?[万千]?元?"
    rf"|{NO_NAME}{ANY_SURNAME}[{HAN}]{{1,2}}[,:(] ?[男女]性?,[^。;；\n]{{0,12}}?(?:\d ?年|\d ?岁|族|籍贯|未婚|已婚)"
    rf"|(?<![{HAN}]){_PERSON}曾?经?(?:因[^。,]{{1,10}}?)?被?(?:行政拘留|拘留|逮捕|判刑|判处|开除|处分|起诉)"
    rf"|(?<![{HAN}]){NO_NAME}{ANY_SURNAME}[{HAN}]{{1,2}}[,:(][^。;；\n]{{0,12}}?(?:中共(?:预备)?党员|共青团员|信仰|信奉)"
    r"|(?:学号|工号|学籍号|教工号)[ :为是]{0,3}[0-9A-Z]{5,14}"
    r"|(?:生日|出生日期|出生年月)[ :为是]{0,3}(?:19|20)\d{2} ?[-./年]"
    r"|身份证(?:号码?)?的?(?:前|后|末|首|尾|中间)[^0-9。;\n]{0,6}\d{4,8})"
)
_ARMED_PLACE = "(?:军港|潜艇基地|海军基地|军事基地|军用机场|军用码头|导弹阵地|守备部队|驻军|驻有?部队|军事禁区)"
_COORDINATE = r"(?:坐标|[北南]纬|[东西]经|\d{1,3}(?:\.\d{1,6})? ?[°度]|水深|航道)"
_ARMED_WORDS = ("军", "部队", "舰", "某型", "潜艇", "导弹", "战区")
_ARMED = re.compile(
    rf"({NOT_SO}涉军(?!(?:审查|保密审查))|军品(?:型号|编号|代号|项目|任务|订货|合同|号)|配套军品"
    r"|某型(?:驱逐舰|护卫舰|潜艇|鱼雷|水雷|导弹|舰|战机|军机|武器)"
    r"|(?<!\d)\d{5} ?部队|(?:列装|装备|交付)[^。,;；\n]{0,6}(?:部队|舰队|舰艇|海军)"
    r"|(?:部队|舰队|海军|战区)[^。,;；\n]{0,6}(?:列装|演习|作战|战备)"
    rf"|{_ARMED_PLACE}[^。;；\n]{{0,16}}?{_COORDINATE}|{_COORDINATE}[^。;；\n]{{0,24}}?{_ARMED_PLACE})"
)
# Numbers, readers and ways of papers that are kept, and places that are.
_KEPT_WORDS = (
    *("国防", "装备", "军", "GF", "JG", "JKW", "ZF", "密", "上网", "上传", "发", "知悉范围"),
    *("领导", "批示件", "专报", "大地控制点", "国家重力点", "精确", "确切", "具体", "详细"),
)
_KEPT = re.compile(
    r"((?:国防|装备|军队|军用)(?:预研|预先研究|基础科研|型号)|军口(?:渠道|项目|立项|经费)|军委(?:科技委|装备)|武器装备(?:科研|生产|预研)"
    r"|(?:GF|JG|JKW|ZF) ?(?:项目|任务|单位|配套|预研|课题|型号)"
    r"|密(?:发|函|办)?[〔\[(]\d{4}[〕\])] ?\d{1,4} ?号"
    r"|(?:稿|文件|资料|材料|报告|数据|图)[^。,;\n]{0,4}不得上网"
    r"|(?:请勿|切勿|不要)(?:上传(?:至|到)?(?:互联网|网络|网盘|外网)|发(?:到|至|布到)?(?:网上|互联网|微信群|朋友圈))"
    r"|知悉范围 ?:|解密(?:时间|日期)[ :为是]{1,3}(?:19|20)\d{2} ?[年.-]"
    r"|领导[^。;,\n]{0,4}?(?:批示|圈阅|批阅)|批示件|(?:市委|省委|政府|列入|报送)[^。;,\n]{0,4}?专报|供[^。;,\n]{0,6}?领导参阅"
    r"|军控点|(?:大地控制点|国家重力点)[^。;,\n]{0,6}?坐标"
    r"|(?:海缆|光缆|管线|核电站?|取水口|大坝|变电站|油库|登陆点)[^。;,\n]{0,8}?(?:精确|确切|具体|详细)(?:坐标|位置|路由|布防)[^。;,\n]{0,4}?\d)"
)
_CUSTOMER = "(?:客户|用户|买方|甲方|订货方|采购方)"
_TRADE_WORDS = (
    *("保密", "NDA", "不便公开", "不便透露", "合同", "订单", "采购", "中标", "底价", "内部价"),
    *("保本价", "最低成交价", "成本", "进价", "进货价", "供货价", "拿货价", "心理价位", "最低可", "让价空间"),
    *("名单", "员工", "内线", "内部人员", "公告", "公示", "披露"),
)
_TRADE = re.compile(
    rf"((?:保密协议|保密条款|NDA)[^。;；\n]{{0,8}}(?:不便|不能|不得|不宜|暂不)(?:公开|透露|披露)的?{_CUSTOMER}"
    rf"|{_CUSTOMER}(?:名称|名单|单位)?[^。,;；\n]{{0,6}}(?:保密协议|保密条款|NDA|不便公开|不便透露)[^。,;；\n]{{0,3}}[:为是]"
    rf"|[{HAN}]{{2,12}}(?:公司|集团|船厂)[^。;；\n]{{0,12}}?(?:合同|订单|采购|中标)"
    rf"[^。;；\n]{{0,8}}?{_NUMBER} ?[万亿]?元"
    rf"|成本 ?{_NUMBER} ?[万亿]?元[^。;；\n]{{0,12}}?(?:毛利|净利|报价|售价)"
    rf"|(?:进价|进货价|供货价|拿货价)[ :为是约]{{0,3}}{_NUMBER} ?[万亿]?元"
    r"|心理价位|最低可(?:让|降|谈)到|让价空间|(?:客户|用户|供应商|买家)名单 ?:"
    r"|(?:前员工|离职员工|内线|内部人员)[^。;；\n]{0,6}?(?:带来|带出|提供|透露|泄露)"
    r"|(?:尚未|未经?|没有)(?:公告|公示|披露)[^。;；\n]{0,14}?(?:中标|并购|收购|上市|融资|签约)"
    r"|(?:中标|并购|收购|重组|上市)[^。;；\n]{0,10}?(?:尚?未|没有)(?:公告|公示|披露)"
    r"|(?:取自|来自|摘自|引自)[^。;；\n]{0,16}?(?:有保密协议|保密义务)"
    rf"|(?:底价|内部价|保本价|最低成交价)[^。,;；\n]{{0,4}}?{_NUMBER} ?[万亿元])"
)


def find_private(text: str) -> Iterator[Personal]:
    """Somebody's family, health, pay or birth; accounts of other services; a mobile in which letters are digits."""
    plain = plain_text(text)
    yield from find_worded("private", _PRIVATE, _PRIVATE_WORDS, text, plain)
    yield from find_worded("account", _ACCOUNT, _ACCOUNT_WORDS, text, plain)
    yield from find_each("account", (_LETTERED, _APART), text, plain)


def find_matters(text: str) -> Iterator[Personal]:
    """What concerns the armed forces, what is kept, what opens something, and what was agreed with a customer."""
    plain = plain_text(text)
    yield from find_worded("military", _ARMED, _ARMED_WORDS, text, plain)
    yield from find_worded("secret", _KEPT, _KEPT_WORDS, text, plain)
    yield from find_worded("access", ACCESS, ACCESS_WORDS, text, plain)
    yield from find_worded("trade", _TRADE, _TRADE_WORDS, text, plain)

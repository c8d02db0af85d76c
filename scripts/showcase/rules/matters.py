"""What running text tells of people's lives, of the armed forces and of customers, and accounts that have no rule.

As in cues.py, none of it is certain from its form: each find is a warning, which a reason in `disclosure.cleared` ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from showcase.rules.cues import ANY_SURNAME, HAN, NO_NAME, NOT_SO, SURNAME, find_each
from showcase.rules.personal import Personal, plain_text

_NUMBER = r"(?:\d[\d,.]{0,11}|[一二两三四五六七八九十百千]{1,6})"
_PERSON = rf"{NO_NAME}{SURNAME}(?:某{{1,2}}|[{HAN}]{{1,2}}?)"
_KIN = "(?:妻子?|丈夫|配偶|爱人|女儿|儿子|父亲|母亲|父母|岳父|岳母|孩子|家属)"
_ACCOUNT = re.compile(
    r"(?:(?:抖音|快手|小红书|企鹅|钉钉|飞书|脉脉|陌陌|(?<![A-Za-z])[Qq]) ?(?:号码?|账号|ID)[ :]{0,3}"
    r"|(?:[Tt]elegram|电报|飞书|钉钉|[Ss]kype|[Ww]hats[Aa]pp|LINE|Line)(?: ?(?:号|账号|ID)[ :]{0,3}| ?: ?@?| ?@))@?"
    r"([+A-Za-z0-9_][A-Za-z0-9_.-]{4,19})"
    r"|(?:[威葳]信|(?<![添施外增附叠])加卫星)(?:号|ID)?[ :]{0,3}([a-z](?=[a-z_-]{0,18}[0-9_])[a-z0-9_-]{5,19})"
)
# Letters that stand for digits: l and I for one, O for nought.
_LETTERED = re.compile(
    r"(?:手机|电话|号码|联系|拨打|微信)[^0-9lI|。;\n]{0,6}"
    r"((?=[0-9lI|]{0,10}[OolI|])[1lI|][3-9OolI|][0-9OolI|]{9})(?![0-9A-Za-z])"
)
_PRIVATE = re.compile(
    rf"({_PERSON}(?:教授|研究员|工程师|经理|同志|先生|女士)?[的之]{_KIN}"
    rf"|(?:发明人|负责人|联系人|船长|本人|其|我)[的之]?(?:妻子|丈夫|配偶|爱人|女儿|儿子|岳父|岳母)"
    rf"|{_PERSON}(?:同志|先生|女士)?(?:患有|患上|曾患|确诊|罹患|身患|感染|住院|流产|怀孕)"
    r"|(?:体检|病历|住院|门诊|医保卡?|社保卡?) ?号码?[ :]{0,3}[0-9A-Za-z]{4,20}"
    rf"|(?:年薪|月薪|底薪|月工资|工资卡)[^。,;；\n]{{0,6}}?{_NUMBER} ?[万千]?元?"
    rf"|{NO_NAME}{ANY_SURNAME}[{HAN}]{{1,2}}[,:(] ?[男女]性?,[^。;；\n]{{0,12}}?(?:\d ?年|\d ?岁|族|籍贯|未婚|已婚)"
    r"|身份证(?:号码?)?的?(?:前|后|末|首|尾|中间)[^0-9。;\n]{0,6}\d{4,8})"
)
_ARMED_PLACE = "(?:军港|潜艇基地|海军基地|军事基地|军用机场|军用码头|导弹阵地|守备部队|驻军|驻有?部队|军事禁区)"
_COORDINATE = r"(?:坐标|[北南]纬|[东西]经|\d{1,3}(?:\.\d{1,6})? ?[°度]|水深|航道)"
_ARMED = re.compile(
    rf"({NOT_SO}涉军(?!(?:审查|保密审查))|军品(?:型号|编号|代号|项目|任务|订货|合同|号)|配套军品"
    r"|某型(?:驱逐舰|护卫舰|潜艇|鱼雷|水雷|导弹|舰|战机|军机|武器)"
    r"|(?<!\d)\d{5} ?部队|(?:列装|装备|交付)[^。,;；\n]{0,6}(?:部队|舰队|舰艇|海军)"
    r"|(?:部队|舰队|海军|战区)[^。,;；\n]{0,6}(?:列装|演习|作战|战备)"
    rf"|{_ARMED_PLACE}[^。;；\n]{{0,16}}?{_COORDINATE}|{_COORDINATE}[^。;；\n]{{0,24}}?{_ARMED_PLACE})"
)
_CUSTOMER = "(?:客户|用户|买方|甲方|订货方|采购方)"
_TRADE = re.compile(
    rf"((?:保密协议|保密条款|NDA)[^。;；\n]{{0,8}}(?:不便|不能|不得|不宜|暂不)(?:公开|透露|披露)的?{_CUSTOMER}"
    rf"|{_CUSTOMER}(?:名称|名单|单位)?[^。,;；\n]{{0,6}}(?:保密协议|保密条款|NDA|不便公开|不便透露)[^。,;；\n]{{0,3}}[:为是]"
    rf"|[{HAN}]{{2,12}}(?:公司|集团|船厂)[^。;；\n]{{0,12}}?(?:合同|订单|采购|中标)"
    rf"[^。;；\n]{{0,8}}?{_NUMBER} ?[万亿]?元"
    rf"|(?:底价|内部价|保本价|最低成交价)[^。,;；\n]{{0,4}}?{_NUMBER} ?[万亿元])"
)


def find_private(text: str) -> Iterator[Personal]:
    """Somebody's family, health, pay or birth; accounts of other services; a mobile in which letters are digits."""
    plain = plain_text(text)
    yield from find_each("private", (_PRIVATE,), text, plain)
    yield from find_each("account", (_ACCOUNT, _LETTERED), text, plain)


def find_matters(text: str) -> Iterator[Personal]:
    """What concerns the armed forces, and what was agreed with a customer."""
    plain = plain_text(text)
    yield from find_each("military", (_ARMED,), text, plain)
    yield from find_each("trade", (_TRADE,), text, plain)

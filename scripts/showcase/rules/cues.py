"""What running text tells beside numbers of persons: names, homes, cards, plates, passports, secrecy.

None of it can be known for certain from its form: each find is a warning, which a reason in `disclosure.cleared` ends.
Offsets count characters of the text as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from showcase.files.needles import may_match
from showcase.files.personal import Kind, Personal, normalize, plain_text

HAN = "\u4e00-\u9fff"
# Surnames that are seldom part of another word; those that are (任, 和, 高, 于, 林 …) count behind a cue only.
SURNAME = (
    "[王李张刘陈杨赵黄周吴徐孙朱胡郭何罗郑梁谢宋唐许韩冯邓曹彭曾肖董潘袁蔡蒋杜魏苏吕丁沈姚卢姜崔谭廖汪陆贾薛邹熊孟秦阎尹侯邱"
    "贺顾龚邵钱覃武莫孔向汤康温柴颜]"
)
ANY_SURNAME = (
    "(?:欧阳|上官|司马|诸葛|皇甫|尉迟|公孙|慕容|令狐|夏侯"
    "|[王李张刘陈杨赵黄周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖"
    "石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔温赖洪季聂])"
)
_TITLE = (
    "(?:副?(?:教授|研究员|主任|所长|院长|处长|科长|部长|校长|经理|总监)|高级工程师|工程师|高工|总工|院士|博士|硕士|老师"
    "|先生|女士|董事长|总经理|书记|同学|讲师|医生|师傅)"
)
NO_NAME = (
    "(?!张[力量]|周[期边转]|黄[色金海河]|许[多可]|何[种时处]|唐山|韩国|苏州|郑州|徐州|杨树|胡[椒萝]|温[度控室差]|康复"
    "|武[汉器]|孔[径隙]|陆[地基上]|朱红|罗[非马经]|向[心导]|曾[经获]|汤[料]|秦皇|卢[布]|何|谢绝|黄[鱼瓜姜]|孟加|陈[列述旧])"
)
# What may stand before a name in running text, lest 工程主任 be a Mr Cheng.
_BEFORE = (
    f"(?:^|(?<![{HAN}])|[由为与和及请找是给让向系]|我(?:们|司|[校院所])的?|联系|咨询|致电|专家|带头人|负责人|作者|主持人|团队"
    "|大学|学院|集团|公司|研究[所院])"
)
_NAME = re.compile(
    rf"{_BEFORE}({NO_NAME}{SURNAME}(?!先进|助理)[{HAN}]{{0,2}}?(?<!高级)(?<!教)(?<!研究){_TITLE})(?!级|制|办公室|[室处部]|们)",
    re.MULTILINE,
)
_ROLE = (
    "(?:(?:参加|参与|参会|出席|研发|编写|试验|主要)人员(?=[ :])|(?:项目组?|课题组|团队)成员(?=[ :])"
    "|(?:签字|签名|执笔|撰稿)人?(?=[ :])|作者简介"
    "|船主|船东|车主|户主|机主|联系人|负责人|发明人|设计人|完成人|主持人|经办人|带头人|法定代表人|法人代表|导师|作者|姓名|联络人|对接人)"
    "(?:[为是系]|[(（][^()（）]{0,8}[)）])?[ :]{0,3}"
)
_NAMED = re.compile(
    rf"{_ROLE}(?<=[ :为是系)）])({NO_NAME}{ANY_SURNAME}(?![{HAN}]{{0,6}}[处室部办院所站司局科组队心厅会])"
    rf"[{HAN}]{{1,2}})(?![{HAN}])|{_ROLE}({NO_NAME}{SURNAME}[{HAN}]{{1,2}}(?:教授|博士|老师|经理|主任)?)(?=$|[\s,，。、;；(（])",
    re.MULTILINE,
)
_THANKED = re.compile(
    rf"(?:感谢|致谢|鸣谢)[ :]?({NO_NAME}{SURNAME}[{HAN}]{{1,2}}(?:、{SURNAME}[{HAN}]{{1,2}}){{0,9}})等?"
    rf"(?:[两二三四五六七八九十]位)?(?:{_TITLE}|的(?:帮助|支持|指导))"
)
_BORN = re.compile(rf"({NO_NAME}{SURNAME}[{HAN}]{{1,2}}) ?\((?:19|20)\d{{2}} ?(?:年生?)?[-,~]")
_NICKNAME = re.compile(rf"(?:联系|找|请|咨询|致电|:|为|是)[ ]?((?!职工|人工|施工|加工|化工){ANY_SURNAME}工)(?![{HAN}])")
_LATIN_NAME = re.compile(r"\b(?:Prof|Professor)\.? ([A-Z][a-z]{1,15}(?: [A-Z][a-z]{1,15}){0,2})")
_NUMBER = "(?:[0-9]{1,4}|[一二三四五六七八九十百零〇]{1,5})"
_ESTATE = "(?:小区|花园|公寓|家园|嘉园|新村|佳苑|名苑|雅苑|家属院|宿舍)"
_HOME = re.compile(
    r"((?:家庭?住址?|住址|现住|家庭地址|户籍地?址?|暂住|家住|我家(?=[ :在]))[ :在为]{0,3}"
    rf"[{HAN}A-Za-z-]{{1,20}} ?\d{{1,4}}(?: ?(?:号楼?|栋|幢|弄|楼))?[0-9A-Za-z单元号栋 -]{{0,12}}[室户]?)"
    rf"|([{HAN}]{{2,6}}{_ESTATE}[0-9A-Za-z座区东西南北中]{{0,3}}(?: ?{_NUMBER} ?(?:号楼|栋|幢)|[0-9]{{1,3}}号)"
    rf" ?{_NUMBER}?(?: ?单元 ?{_NUMBER}?)?[室户]?)"
    rf"|([{HAN}]{{2,6}}{_ESTATE}[A-Z]座\d{{3,4}}室?)"
    r"|(\d{1,3} ?(?:号楼|栋|幢) ?\d{1,2} ?单元 ?(?:\d{3,4}[室户]?)?)"
)
_CARD = re.compile(
    r"(?<![0-9A-Za-z.-])((?:62|4\d|5[1-5]|3[57])\d{2}(?:[ -]?\d{4}){2,3}(?:[ -]?\d{1,4})?)(?![0-9A-Za-z]|[.-]\d)"
)
_CARD_DIGITS = (16, 17, 18, 19)
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
"""The sum of the digits of twice a digit."""
_LABEL = re.compile(
    "(?:编号|序列号|流水号|条码|编码|合同号?|订单号?|批号|单号|货号|料号|型号|信用代码|读数|累计|计数|时间戳)[^0-9,。，;；\n]{0,6}$"
)
_COUNTED = re.compile(r"\s?(?:次|个|台|套|字节|元|吨|米|条|位)")
_PLATE = re.compile(
    r"(?<![A-Za-z])([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼] ?[A-HJ-NP-Z][ ·.-]?"
    r"(?:[DF]\d{5}|\d{5}[DF]|(?=[A-HJ-NP-Z]{0,2}\d)[A-HJ-NP-Z0-9]{5}|[A-HJ-NP-Z0-9]{4}[学警挂]))(?![0-9A-Za-z]|型|号新)"
)
# Embassies and the armed police; without a word for a car the first would be 使 and a number.
_STATE_PLATE = re.compile(
    r"(?:车|牌照?|号牌)[^。,;；\n]{0,6}?(使 ?\d{3} ?\d{3}|\d{6} ?使)(?!\d)"
    r"|(?<![A-Za-z])(WJ ?[^\x00-\xff]?[ ·-]?\d{4,5}[A-Z]?)(?![0-9A-Za-z])"
)
_PLATE_DIGITS = 3
_DIGITS = re.compile("[0-9]")
_PASSPORT = re.compile(
    r"(?:护照|通行证|台胞证|回乡证|军官证|士兵证|居留证|海员证)[^0-9A-Za-z,。，;；\n]{0,6}([A-Z]{1,2}[0-9]{7,8})(?![0-9A-Za-z])"
    r"|军官证(?:号码?)?[ :为]{0,3}([军海空陆武火战][\u4e00-\u9fff]{0,2}字第? ?[0-9]{5,10} ?号?)"
    r"|残疾人?证(?:号码?)?[^0-9A-Za-z,。，;；\n]{0,3}([0-9]{8,20})(?![0-9A-Za-z])"
    r"|(?:来往[^，。；\n]{0,4}通行证|台胞证|回乡证)[^0-9A-Za-z,。，;；\n]{0,6}([0-9]{8})(?![0-9A-Za-z])"
)

NOT_SO = r"(?<!不)(?<!非)(?<!未)(?<!无)(?<!不涉及)(?<!不属于)(?<!不含)(?<!没有)(?<!否)"
_SECRET = re.compile(
    r"((?:绝 ?密|机 ?密|秘 ?密)(?: ?级)?[ ]{0,2}[★☆*]"
    r"|密级[ ]{0,2}[:为是]?[ ]{0,2}(?:绝密|机密|秘密|内部|核心|重要)"
    r"|(?:属于?|为|系)敏感(?:信息|数据|内容)(?=[，。,.;；!！)）】]|\s|$)"
    r"|未经?(?:解密|脱密|降密)[^。；\n]{0,6}(?:不得|不能|禁止|严禁|前)"
    r"|[\[【(（](?:绝密|机密|秘密|内部|核密|商密)[\]】)）]"
    r"|绝密|机密级|秘密级|机密文件|机密资料|机密件"
    rf"|{NOT_SO}(?:属|系|含有?|涉及)(?:国家|军事)秘密"
    rf"|{NOT_SO}涉密(?!信息系统|集成|资质|审查|检查|培训|网络安全|内容审查)"
    r"|(?:定密(?:依据|责任|之?日)|密点|保密期限[ ]{0,2}(?::|[为是]?[0-9一二三五十长])|传阅范围[ ]{0,2}:)"
    r"|内部(?:资料|文件|材料)[ ,，、:]{0,2}(?:注意保存|请?注意保密|请?勿|不得|严禁|禁止|妥善保管)"
    r"|(?:属|为|是)?内部(?:资料|文件)(?=[，。,.;；!！)）】]|\s|$)"
    r"|(?:仅供|仅限|只限|只供|限|供)(?:本?(?:公司|单位|院|所|校|局|课题组|项目组|组|部门|系统|团队))?内(?:部|流转|传阅|掌握|使用|参考)"
    r"|(?:不得|不准|严禁|禁止|请勿)对外(?=[，。,.;；!！)）]|\s|$)"
    r"|内部(?:使用|传阅|参考|掌握|交流)(?=[，。,.;；!！)）】]|\s|$)"
    r"|(?:严禁|禁止|不得|请勿|切勿|谢绝|勿|不准|不可|不宜)(?:对外|向外|擅自|任意|随意)?(?:外传|外泄|泄露|泄漏|外借|扩散|流出|传播出去)"
    r"|(?:不得|不予|不宜|暂不|严禁|禁止|请勿|切勿|不可)(?:擅自)?(?:对外|向社会|向外)?(?:提供或|发布或)?公开(?=[，。,.;；!！)）】]|\s|$)"
    r"|(?:不得|不予|不宜|暂不|严禁|禁止|请勿|切勿|不可)(?:擅自)?(?:(?:对外|向社会|向外)(?:公布|披露|发布|发表|宣传|提供)"
    r"|公开(?:发表|发布|披露))(?=[，。,.;；!！)）】]|\s|$)"
    r"|未经[^，。；\n]{0,8}(?:批准|许可|同意|授权|允许)[^。；\n]{0,12}(?:公开|外传|泄露|扩散|对外提供|转发)"
    r"|(?:仅限|只限|限|仅供)[^，。；\n]{0,10}(?:知悉|知晓)|仅供[^，。；\n]{0,4}(?:评审|审查|鉴定)会?使用"
    r"|(?:仅供|限)[^，。；\n]{0,6}(?:领导|专家组?)(?:参阅|审阅|阅)|仅供[^，。,；\n]{1,10}(?:参阅|审阅|传阅|阅知)"
    r"|商密[一二三甲乙ABC] ?级|(?<![、和及或])工作秘密"
    r"|(?:严禁|禁止|不得|请勿|切勿|谢绝|勿)(?:擅自)?(?:截图|截屏|翻拍|转发(?=[，。,.;；!！]|\s|$))"
    r"|(?:阅后|会后|评审后)(?:请|即|应|须|统一)?(?:销毁|收回|退回|交回|焚毁)|(?<!使)用后(?:请|即)?(?:收回|销毁)"
    r"|(?<!请)注意保密|请注意保密"
    r"|\b(?:TOP SECRET|CONFIDENTIAL|INTERNAL USE ONLY|FOR INTERNAL USE|NOT FOR (?:PUBLIC )?RELEASE)\b)"
)
SHORT = 200
"""Characters of a text that is as soon searched."""
_NEGATED = re.compile("(?:不|非|未|无|没有|不涉及|不属于|不含|不会)$")


def find_people(text: str) -> Iterator[Personal]:
    """Names with a title or a role, private addresses, bank cards, number plates and passports."""
    plain = plain_text(text)
    yield from find_each("name", (_NAME, _NAMED, _THANKED, _BORN, _NICKNAME, _LATIN_NAME), text, plain)
    yield from find_each("home", (_HOME,), text, plain)
    yield from (found for found in find_each("bank-card", (_CARD,), text, plain) if _is_card(found, plain))
    yield from (
        found
        for found in find_each("plate", (_PLATE, _STATE_PLATE), text, plain)
        if len(_DIGITS.findall(found.key)) >= _PLATE_DIGITS
    )
    yield from find_each("passport", (_PASSPORT,), text, plain)


def find_secrets(text: str) -> Iterator[Personal]:
    """Markings of secrecy, and words that keep a text inside a house."""
    plain = plain_text(text)
    for found in find_each("secret", (_SECRET,), text, plain):
        if not _NEGATED.search(plain[max(0, found.offset - 4) : found.offset]):
            yield found


def find_each(kind: Kind, patterns: tuple[re.Pattern[str], ...], text: str, plain: str) -> Iterator[Personal]:
    """What the first group that took part has found, cut from the text as written."""
    for pattern in patterns:
        if len(plain) > SHORT and not may_match(pattern, plain):
            continue
        for match in pattern.finditer(plain):
            found = [part for part in match.groups() if part]
            offset = match.start() + match.group().find(found[0])
            written = text[offset : offset + len(found[0])]
            yield Personal(kind, written, normalize(written), offset)


def _is_card(found: Personal, plain: str) -> bool:
    """Digits with the right check digit (ISO/IEC 7812-1, Luhn) that no label calls another number."""
    digits = _DIGITS.findall(plain[found.offset : found.offset + len(found.text)])
    end = found.offset + len(found.text)
    before, after = plain[max(0, found.offset - 16) : found.offset], plain[end : end + 8]
    if len(digits) not in _CARD_DIGITS or _LABEL.search(before) or _COUNTED.match(after):
        return False
    doubled = [_DOUBLED[int(digit)] if number % 2 else int(digit) for number, digit in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0

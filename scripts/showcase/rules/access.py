"""What opens something: passwords, keys, codes of folders and doors, holes that nobody has mended.

Whoever reads a published one can use it.

Every branch begins with a letter of its own, so that a search passes quickly over all others.
"""

from __future__ import annotations

import re

_VALUE = "[A-Za-z0-9@#$%^&*!._+-]"
_WITH_DIGIT = "(?=[^ ,。;\n]{0,30}[0-9])"
ACCESS = re.compile(
    rf"((?:密码|口令|访问码|[Pp]assword|PASSWORD|[Pp]asswd|pwd)(?: ?[:=] ?|[为是] ?){_WITH_DIGIT}{_VALUE}{{4,40}}"
    rf"|(?:密码|口令|访问码|提取码) {_WITH_DIGIT}(?=[^ ,。;\n]{{0,30}}[a-z]){_VALUE}{{4,40}}"
    r"|提取码 ?[:为是] ?[A-Za-z0-9]{4,8}"
    r"|(?:密码|口令)(?:同|就是|即|等于)(?:工号|学号|手机号?|生日|账号|用户名)"
    r"|(?:API ?[Kk]ey|API ?密钥|[Aa]pp ?[Ss]ecret|[Ss]ecret ?[Kk]ey|[Aa]ccess ?[Kk]ey(?: ?(?:ID|[Ss]ecret))?"
    rf"|[Tt]oken|令牌|密钥|私钥)(?: ?[:=] ?| ?[为是] ?| ){_WITH_DIGIT}[A-Za-z0-9_/+=-]{{12,80}}"
    rf"|[Bb]earer {_WITH_DIGIT}[A-Za-z0-9_/+=.-]{{12,200}}"
    rf"|激活 ?(?:KEY|[Kk]ey|号) ?[:=]? ?{_WITH_DIGIT}[A-Z0-9]{{4,6}}(?:-[A-Z0-9]{{4,6}}){{2,6}}"
    r"|-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----|ghp_[A-Za-z0-9]{20,60}|glpat-[A-Za-z0-9_-]{20,60}|AKIA[A-Z0-9]{16}"
    r"|RW(?:RTY0Iy|QAAEIy)[A-Za-z0-9+/=]{60,300}"
    rf"|(?:激活码|注册码|授权码)[ :为是]{{0,3}}{_WITH_DIGIT}[A-Za-z0-9]{{4,6}}(?:-[A-Za-z0-9]{{4,6}}){{2,6}}"
    r"|(?:门禁|保险柜)[^。;,\n]{0,8}?输入 ?\d{3,8}#?"
    r"|(?:SSH|S?FTP|VNC|RDP|[Tt]elnet) ?登录 ?:? ?[a-z][a-z0-9_]{1,15} ?/ ?[A-Za-z0-9@#!_.-]{3,20}"
    r"|(?:存在|仍有|尚有)[^的。;,\n]{0,4}?未修[补复]的?[^。;,\n]{0,4}?漏洞|漏洞(?:尚未|未|没有)修[补复]"
    r"|监控(?:盲区|死角)[在是为位]"
    rf"|(?:账户|账号|用户名) ?[:为是]? ?[A-Za-z0-9_.-]{{3,30}} ?/ ?{_WITH_DIGIT}{_VALUE}{{5,40}})"
)

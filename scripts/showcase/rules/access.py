"""What opens something: passwords, keys of programs, codes of shared folders. Whoever reads a published one can use it.

Every branch begins with a letter of its own, so that a search passes quickly over all others.
"""

from __future__ import annotations

import re

ACCESS_WORDS = (
    *("密码", "口令", "访问码", "提取码", "密钥", "令牌", "私钥", "账户", "账号", "用户名"),
    *("assword", "ASSWORD", "asswd", "pwd", "ey", "ecret", "oken", "PRIVATE KEY", "ghp_", "glpat-", "AKIA"),
)
"""One of them stands in whatever is found: texts without any, which most are, need not be searched."""
_VALUE = "[A-Za-z0-9@#$%^&*!._+-]"
_WITH_DIGIT = "(?=[^ ,。;\n]{0,30}[0-9])"
ACCESS = re.compile(
    rf"((?:密码|口令|访问码|[Pp]assword|PASSWORD|[Pp]asswd|pwd)(?: ?[:=] ?|[为是] ?){_WITH_DIGIT}{_VALUE}{{4,40}}"
    rf"|(?:密码|口令|访问码|提取码) {_WITH_DIGIT}(?=[^ ,。;\n]{{0,30}}[a-z]){_VALUE}{{4,40}}"
    r"|提取码 ?[:为是] ?[A-Za-z0-9]{4,8}"
    r"|(?:密码|口令)(?:同|就是|即|等于)(?:工号|学号|手机号?|生日|账号|用户名)"
    r"|(?:API ?[Kk]ey|API ?密钥|[Aa]pp ?[Ss]ecret|[Ss]ecret ?[Kk]ey|[Aa]ccess ?[Kk]ey(?: ?(?:ID|[Ss]ecret))?"
    rf"|[Tt]oken|令牌|密钥|私钥)(?: ?[:=] ?| ?[为是] ?| ){_WITH_DIGIT}[A-Za-z0-9_/+=-]{{12,80}}"
    r"|-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----|ghp_[A-Za-z0-9]{20,60}|glpat-[A-Za-z0-9_-]{20,60}|AKIA[A-Z0-9]{16}"
    rf"|(?:账户|账号|用户名) ?[:为是]? ?[A-Za-z0-9_.-]{{3,30}} ?/ ?{_WITH_DIGIT}{_VALUE}{{5,40}})"
)

"""Codes that the market's editor makes up: those of terms and events, and accounts of the forge."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from showcase.files.problem import Message
from showcase.schema.fields import matching
from showcase.schema.notation.reading import Reading, plain, told

TERM_CODE = r"^[a-z0-9]+(-[a-z0-9]+)*$"
AGENCY_CODE = r"^[a-z0-9]{2,12}$"
_ACCOUNT = r"^@[A-Za-z0-9][A-Za-z0-9_.-]*(/[A-Za-z0-9_.-]+)*$"
_CODE_MESSAGE = Message(
    "应为小写字母、数字和连字符组成的代码", "must be a code of lower-case letters, digits and hyphens"
)
_AGENCY_MESSAGE = Message(
    "机构代码是编号的一部分，应为 2–12 个小写字母和数字",
    "an agency's code is a part of its records' ids: 2 to 12 lower-case letters and digits",
)
_ACCOUNT_MESSAGE = Message(
    "应为 @ 开头的平台账号，如 @haiyang-editor", "must be an account of the forge like @haiyang-editor"
)


def _read_code(text: str) -> Reading:
    """`YuYan`, `yu_yan` and `ｙｕ ｙａｎ` may be meant for a code; a name in Chinese is none."""
    near = re.sub("[ _./]+", "-", plain(text).lower()).strip("-")
    if re.fullmatch(TERM_CODE, near):
        return Reading(near)
    return told("代码用拼音或英文缩写；名称写在 label", "a code is made up of letters; the name stands in `label`")


def _read_agency(text: str) -> Reading:
    near = re.sub("[^a-z0-9]", "", plain(text).lower())
    return Reading(near) if re.fullmatch(AGENCY_CODE, near) else told("请取一个短的代码", "take a short code")


def _read_account(text: str) -> Reading:
    near = f"@{plain(text).lstrip('@')}"
    return Reading(near if re.fullmatch(_ACCOUNT, near) else "")


TermCode = Annotated[
    str,
    AfterValidator(matching(TERM_CODE, _CODE_MESSAGE, _read_code)),
    Field(max_length=40, json_schema_extra={"pattern": TERM_CODE}),
]
AgencyCode = Annotated[
    str,
    AfterValidator(matching(AGENCY_CODE, _AGENCY_MESSAGE, _read_agency)),
    Field(json_schema_extra={"pattern": AGENCY_CODE}),
]
Account = Annotated[
    str,
    AfterValidator(matching(_ACCOUNT, _ACCOUNT_MESSAGE, _read_account)),
    Field(max_length=100, json_schema_extra={"pattern": _ACCOUNT}),
]
"""Who looks at changes: an account or a group of the forge, as CODEOWNERS names it."""

"""The settings that a market fills in (mkdocs.yml): what each takes, and what else MkDocs and Material know there."""

from __future__ import annotations

import re
from collections.abc import Callable
from string import Formatter
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from showcase.files.problem import Message
from showcase.schema.fields import Line, Model, fail, found, matching, quoted
from showcase.schema.notation.addresses import MAIL, read_mail
from showcase.schema.notation.reading import hint_of
from showcase.schema.terms import Contact

_BETWEEN = re.compile(r"[,，;；、]")
_POLICE_DIGITS = 14
_PERIODS = {"week", "month", "quarter"}


def _template(allowed: str, *others: str) -> Callable[[str], str]:
    """A check of an address in which names in braces stand for what is put there; `allowed` has to be one of them."""

    def check(value: str) -> str:
        try:
            names = {name for _, name, _, _ in Formatter().parse(value) if name is not None}
        except ValueError:  # a brace alone
            names = {""}
        if names - {allowed, *others}:
            known = " 和 ".join(f"{{{name}}}" for name in (allowed, *others))
            zh, en = f"花括号里写错了：{quoted(value)}", f"the braces are wrong: {quoted(value)}"
            fail(Message(zh, en), Message(f"这里只能写 {known}", f"these may stand there: {known}"))
        if allowed not in names:
            zh, en = f"缺少 {{{allowed}}}：{quoted(value)}", f"lacks {{{allowed}}}: {quoted(value)}"
            fail(Message(zh, en), Message(f"在文件路径的位置写 {{{allowed}}}", "write it where the file's path stands"))
        return value

    return check


def _mails(value: str) -> str:
    for part in map(str.strip, filter(str.strip, _BETWEEN.split(value))):
        if not re.fullmatch(rf"(?:[^<>]*<{MAIL}>|{MAIL})", part, re.ASCII):
            zh, en = (
                f"应为邮箱地址，几个用英文逗号分开，现有 {quoted(part)}",
                f"must be addresses, found {quoted(part)}",
            )
            fail(Message(zh, en), hint_of(read_mail(part)))
    return value


def _icp(value: str) -> str:
    if not re.search(r"ICP ?[备证][^0-9]{0,3}[0-9]", value):
        zh = f"应为 ICP 备案号，如 鲁ICP备00000000号，现为 {quoted(value)}"
        fail(Message(zh, f"must be an ICP number, found {quoted(value)}"), _AS_GIVEN)
    return value


def _police(value: str) -> str:
    if len(re.sub("[^0-9]", "", value)) != _POLICE_DIGITS:
        zh = f"应为公安备案号，如 鲁公网安备00000000000000号（{_POLICE_DIGITS} 位数字），现为 {quoted(value)}"
        fail(Message(zh, f"must hold {_POLICE_DIGITS} digits, found {quoted(value)}"), _AS_GIVEN)
    return value


_AS_GIVEN = Message("照备案通知写全；没有的留空", "as it was given, or leave it empty")


def _names(value: Any) -> Any:
    if value is None or isinstance(value, str) or (isinstance(value, dict) and value.keys() <= _PERIODS):
        return value
    now = found(value)
    return fail(
        Message(f"应为一个名称，或三种各有名称{now.zh}", f"must be a name, or one for each period{now.en}"),
        Message("如 {week: 每周快报, month: 月报, quarter: 季报}", "as `{week: …, month: …, quarter: …}`"),
    )


_ADDRESS = r"(?i:https?)://[^\s/?#<>\"'，。；]+(?:[/?#][^\s<>\"']*)?"
_AS_ADDRESS = Message("应为以 https:// 或 http:// 开头的网址", "must be an address with https:// or http://")
_AS_WAY = Message(
    "应为网址、以 / 开头的路径，或 mailto: 加邮箱", "must be an address, a path, or mailto: and an address"
)
WebAddress = Annotated[str, AfterValidator(matching(_ADDRESS, _AS_ADDRESS)), Field(max_length=500)]
Way = Annotated[
    str, AfterValidator(matching(rf"{_ADDRESS}|/[^\s<>\"']*|mailto:{MAIL}", _AS_WAY)), Field(max_length=500)
]
_SITE_CODE = Message("应为 8–12 位字母或数字", "must be 8 to 12 letters or digits")
_WHOLE = Message("应为整数", "must be an integer")


class Footer(Model):
    """What a public site has to say of itself below each page."""

    sponsor: Annotated[Line | None, Field(title="主办单位", max_length=60)] = None
    icp: Annotated[Annotated[Line, AfterValidator(_icp)] | None, Field(title="ICP 备案号", max_length=40)] = None
    police: Annotated[Annotated[Line, AfterValidator(_police)] | None, Field(title="公安备案号", max_length=40)] = None
    site_code: Annotated[
        Annotated[str, AfterValidator(matching(r"[A-Za-z0-9]{8,12}", _SITE_CODE))] | None, Field(title="网站标识码")
    ] = None
    report_url: Annotated[Way | None, Field(title="找错")] = None
    visits: Annotated[Line | None, Field(title="访问统计的说明", max_length=100)] = None


class Paper(Model):
    """What stands above and below digests."""

    name: Annotated[Any, Field(title="报头名称"), BeforeValidator(_names)] = None
    office: Annotated[Line | None, Field(title="编印单位", max_length=60)] = None
    copies: Annotated[Line | None, Field(title="分送范围", max_length=200)] = None
    contact: Annotated[Line | None, Field(title="联系部门和固定电话", max_length=100)] = None
    to: Annotated[Annotated[str, AfterValidator(_mails)] | None, Field(title="收件邮箱")] = None


class Extra(Model):
    """`extra`: the market's own; what else stands there is the theme's or somebody's."""

    license: Annotated[WebAddress | None, Field(title="数据许可协议的网址")] = None
    editor: Annotated[Contact | None, Field(title="收稿部门")] = None
    digest: Annotated[Paper | None, Field(title="周报、月报、季报")] = None
    footer: Annotated[Footer | None, Field(title="页脚")] = None


class Settings(Model):
    """All of mkdocs.yml; what MkDocs alone looks at is left to it."""

    site_name: Annotated[Line, Field(title="网站名称", description="写 site_name: 市场名 · 目录名", max_length=60)]
    site_url: Annotated[WebAddress | None, Field(title="网站的网址")] = None
    site_description: Annotated[Line | None, Field(title="网站的说明", max_length=200)] = None
    extra: Annotated[Extra | None, Field(title="市场自己的设置")] = None
    INHERIT: Any = None
    copyright: Any = None
    dev_addr: Any = None
    docs_dir: Any = None
    draft_docs: Any = None
    edit_uri: Any = None
    edit_uri_template: Any = None
    exclude_docs: Any = None
    extra_css: Any = None
    extra_javascript: Any = None
    extra_templates: Any = None
    google_analytics: Any = None
    hooks: Any = None
    markdown_extensions: Any = None
    mdx_configs: Any = None
    nav: Any = None
    not_in_nav: Any = None
    pages: Any = None
    plugins: Any = None
    remote_branch: Any = None
    remote_name: Any = None
    repo_name: Any = None
    repo_url: Any = None
    site_author: Any = None
    site_dir: Any = None
    strict: Any = None
    theme: Any = None
    use_directory_urls: Any = None
    validation: Any = None
    watch: Any = None


class Plugin(Model):
    """The options of this project's plugin; templates are for the addresses of a forge."""

    source_url: Annotated[
        Annotated[WebAddress, AfterValidator(_template("path", "commit"))] | None, Field(title="源文件的网址")
    ] = None
    history_url: Annotated[
        Annotated[WebAddress, AfterValidator(_template("path", "commit"))] | None, Field(title="历史的网址")
    ] = None
    new_file_url: Annotated[
        Annotated[WebAddress, AfterValidator(_template("path", "content"))] | None, Field(title="新建文件的网址")
    ] = None
    edit_file_url: Annotated[
        Annotated[WebAddress, AfterValidator(_template("path"))] | None, Field(title="编辑文件的网址")
    ] = None
    enabled: Any = None
    signing_key: Any = None
    lunr_records: Annotated[
        Annotated[str, AfterValidator(matching("0|[1-9][0-9]{0,6}", _WHOLE))] | None, Field(title="一个索引的条数")
    ] = None
    need_url: Annotated[Way | None, Field(title="需求发往的网址")] = None

"""`showcase term`."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from showcase.authoring.trial import check_files
from showcase.authoring.vocabularies import Register
from showcase.commands.asking import ask_whether
from showcase.commands.place import find_root
from showcase.commands.saving import refuse
from showcase.derived.indexes import FACETS
from showcase.files.journal import write_files
from showcase.files.source import Tree
from showcase.files.yaml_tree import YamlError, parse_tree
from showcase.forge import build_files
from showcase.schema.codes import TERM_CODE
from showcase.schema.terms import Term
from showcase.schema.vocabulary import TERM_MODELS, Vocabulary
from showcase.schema.vocabulary_files import load_vocabularies

_SHOWN = 8
"""So many records are named, of more their number."""


@click.group()
def term() -> None:
    """词表条目：登记、改名、核实、停用，或认一个别的叫法；先说明牵动多少，再写入。

    \b
    showcase term list                                       有哪些词表
    showcase term list institutions                          一个词表的条目和各有多少条记录
    showcase term add agencies hongtai 某某技术转移公司 --set district=370212
    showcase term verify task-forces tf-1 --label 正式名称   待核的填上正式名称
    showcase term rename institutions ouc --label 新名称
    showcase term map institutions 某某大学海洋学院 ouc      别的叫法也指它
    showcase term retire task-forces tf-6 --into tf-5

    改名、改代码、合并之后，旧名称和旧代码在表格、草稿、链接和订阅里照样有效。
    """  # click's sign for a paragraph that is not wrapped


class _Change:
    """A change of one vocabulary that is being made."""

    def __init__(self, name: str) -> None:
        self.root = find_root(Path.cwd())
        vocabularies, broken = load_vocabularies(self.root)
        if broken:
            refuse(broken)
        if name not in TERM_MODELS:
            raise click.UsageError(f"没有词表“{name}”。有：{'、'.join(TERM_MODELS)}。")
        self.name = name
        self.vocabulary: Vocabulary[Term] = vocabularies[name]
        self.register = Register(self.root, vocabularies)

    def code(self, text: str) -> str:
        """The code of the term that a code or a name stands for."""
        code = self.vocabulary.named(text)
        if code is None or code not in (own := [entry["code"] for entry in self.register.trees(self.name)]):
            known = "、".join(map(str, own)) if code is not None else "、".join(self.vocabulary)
            raise click.UsageError(f"“{self.vocabulary.label}”词表里没有“{text}”。有：{known or '还没有条目'}。")
        return code

    def new_code(self, code: str) -> str:
        if not re.fullmatch(TERM_CODE, code):
            raise click.UsageError(f"代码只用小写字母、数字和连字符，如 demo-lab，现为“{code}”。")
        if self.name == "agencies" and not re.fullmatch(r"[a-z0-9]{2,12}", code):
            raise click.UsageError(f"服务机构的代码写在编号里，用 2–12 个小写字母或数字，不用连字符，现为“{code}”。")
        if code in self.vocabulary or code in self.vocabulary.renamed:
            raise click.UsageError(f"代码 {code} 已经是“{self.vocabulary[self.vocabulary.now(code)].label}”的。")
        return code

    def tell(self, what: str, *codes: str) -> None:
        """Say what is about to change, and what names the terms of these codes."""
        click.echo(what)
        for code in codes:
            touched = self.register.touched(self.name, code)
            records, shown = touched.records, "、".join(touched.records[:_SHOWN])
            more = " 等" if len(records) > _SHOWN else ""
            click.echo(f"  {code} 牵动记录 {len(records)} 条{f'：{shown}{more}' if records else ''}")
            if touched.terms:
                click.echo(f"  牵动别的词条 {len(touched.terms)} 个：{'、'.join(touched.terms)}")
            for facet in FACETS:
                if facet.vocabulary == self.name:
                    click.echo(f"  页面和订阅：/{facet.name}/{code}/，feeds/{facet.name}/{code}.json")

    def finish(self, *, yes: bool) -> None:
        """Check it, ask, and write it with the files of the forge that list terms."""
        files = self.register.files
        problems = check_files(self.root, files)
        errors = [problem for problem in problems if problem.is_error]
        if errors:
            refuse(errors)
        registers = sorted(path for path in files if path.startswith("content/vocabularies/"))
        records = len(files) - len(registers)
        click.echo(f"  改动文件：{'、'.join(registers)}{f'，记录 {records} 条' if records else ''}")
        if not yes and not sys.stdin.isatty():
            click.echo("还没有写入。确认无误后加 --yes 再运行一次。")
            return
        if not yes and not ask_whether("写入吗？"):
            click.echo("没有写入。")
            return
        write_files(self.root, files)
        vocabularies, _problems = load_vocabularies(self.root)
        made = {path: text for path, text in build_files(vocabularies).items() if (self.root / path).is_file()}
        write_files(self.root, made)
        click.echo("已写入。请用 git 提交这些改动。")


def _vocabulary(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.argument("change", metavar="词表", type=_Change)(function)


_yes = click.option("--yes", is_flag=True, help="不再询问，直接写入。")


@term.command("list")
@click.argument("name", metavar="[词表]", required=False)
def list_(name: str | None) -> None:
    """列出各词表，或一个词表的条目。"""
    root = find_root(Path.cwd())
    vocabularies, broken = load_vocabularies(root)
    if broken:
        refuse(broken)
    if name is None:
        for vocabulary in vocabularies:
            click.echo(f"{vocabulary.name}  {vocabulary.label}  {len(vocabulary)} 条")
        return
    change = _Change(name)
    for tree in change.register.trees(name):
        entry = change.vocabulary[str(tree["code"])] if tree["code"] in change.vocabulary else None
        marks = (
            [] if entry is None else [*(["待核"] if not entry.verified else []), *(["停用"] if entry.retired else [])]
        )
        count = len(change.register.touched(name, str(tree["code"])).records)
        former = f"  曾用：{'、'.join(entry.former)}" if entry and entry.former else ""
        said = f"（{'、'.join(marks)}）" if marks else ""
        click.echo(f"{tree['code']}  {tree['label']}{said}  记录 {count} 条{former}")


@term.command()
@_vocabulary
@click.argument("code", metavar="代码")
@click.argument("label", metavar="名称")
@click.option("--set", "values", multiple=True, metavar="字段=值", help="本词表另有的字段，可写多个，如 kind=高校。")
@click.option("--verified", is_flag=True, help="名称已经核实；不写则显示“待核”。")
@click.option("--source", default="", help="出处；写了出处也算已核实。")
@_yes
def add(
    change: _Change, code: str, label: str, values: tuple[str, ...], source: str, *, verified: bool, yes: bool
) -> None:
    """登记一个新条目。"""
    if meant := change.vocabulary.named(label):
        raise click.UsageError(f"“{label}”已经是 {meant}（{change.vocabulary[meant].label}）的名称。")
    entry: dict[str, Tree] = {"code": change.new_code(code), "label": label}
    entry["status"] = "verified" if verified or source else "unverified"
    if source:
        entry["source"] = source
    for value in values:
        _put(entry, value)
    for name in _asked(change.name, entry):
        raise click.UsageError(
            f"“{change.vocabulary.label}”的条目还须写明 {name}，如 --set {name}={_example(change, name)}。"
        )
    change.register.add(change.name, entry)
    change.tell(f"在“{change.vocabulary.label}”登记 {code}：{label}")
    change.finish(yes=yes)


def _put(entry: dict[str, Tree], assignment: str) -> None:
    key, sign, value = assignment.partition("=")
    if not sign:
        raise click.UsageError(f"--set 应写成“字段=值”，如 kind=高校，现为“{assignment}”。")
    *above, last = key.split(".")
    for part in above:
        inner = entry.setdefault(part, {})
        assert isinstance(inner, dict)
        entry = inner
    try:
        tree = parse_tree(f"value: {value}\n") if value.startswith(("[", "{")) else {"value": value}
    except YamlError:
        raise click.UsageError(f"“{value}”读不懂，列表应写成 [甲, 乙]。") from None
    assert isinstance(tree, dict)
    entry[last] = tree["value"]


def _asked(name: str, entry: dict[str, Tree]) -> list[str]:
    fields = TERM_MODELS[name].model_fields
    return [field for field, info in fields.items() if info.is_required() and field not in entry]


def _example(change: _Change, field: str) -> str:
    known = [tree[field] for tree in change.register.trees(change.name) if field in tree]
    return str(known[0]) if known and isinstance(known[0], str) else "[甲, 乙]"


@term.command()
@_vocabulary
@click.argument("code", metavar="代码")
@click.option("--label", default="", help="新名称。")
@click.option("--label-en", default="", help="新的英文名称。")
@click.option("--code", "new", default="", help="新代码。")
@_yes
def rename(change: _Change, code: str, label: str, label_en: str, new: str, *, yes: bool) -> None:
    """改名称或代码；旧的照样认得。"""
    if not label and not label_en and not new:
        raise click.UsageError("请写明 --label 新名称 或 --code 新代码。")
    code = change.code(code)
    _check_label(change, code, label)
    now = change.vocabulary[code]
    change.tell(f"“{change.vocabulary.label}”{code}（{now.label}）改为 {new or code}（{label or now.label}）", code)
    change.register.rename(change.name, code, label, label_en)
    if new and new != code:
        change.register.recode(change.name, code, _free(change, code, new))
    change.finish(yes=yes)


def _free(change: _Change, code: str, new: str) -> str:
    """A code that the term may take: a new one, or one that it had."""
    return new if change.vocabulary.renamed.get(new) == code else change.new_code(new)


def _check_label(change: _Change, code: str, label: str) -> None:
    meant = change.vocabulary.named(label) if label else None
    if meant is not None and meant != code:
        raise click.UsageError(f"“{label}”已经是 {meant}（{change.vocabulary[meant].label}）的名称。")


@term.command("map")
@_vocabulary
@click.argument("name", metavar="名称")
@click.argument("code", metavar="代码")
@_yes
def map_(change: _Change, name: str, code: str, *, yes: bool) -> None:
    """让一个叫法（如来件里“新增：”后面的名称）指词表里已有的一项。"""
    code = change.code(code)
    _check_label(change, code, name)
    change.tell(f"“{name}”从此指 {code}（{change.vocabulary[code].label}）")
    if change.vocabulary.named(name) != code:
        change.register.call(change.name, code, name)
    change.finish(yes=yes)


@term.command()
@_vocabulary
@click.argument("code", metavar="代码")
@click.option("--label", default="", help="核实后的正式名称；不写则名称不变。")
@click.option("--label-en", default="", help="正式的英文名称。")
@click.option("--source", default="", help="出处。")
@_yes
def verify(change: _Change, code: str, label: str, label_en: str, source: str, *, yes: bool) -> None:
    """核实一个待核的条目，填上正式名称；手里的旧表格照样能用。"""
    code = change.code(code)
    _check_label(change, code, label)
    now = change.vocabulary[code]
    change.tell(f"“{change.vocabulary.label}”{code}（{now.label}）核实为 {label or now.label}", code)
    change.register.rename(change.name, code, label, label_en)
    change.register.verify(change.name, code, source)
    change.finish(yes=yes)


@term.command()
@_vocabulary
@click.argument("code", metavar="代码")
@click.option("--into", default="", metavar="代码", help="并入这一项：记录改为它，旧名称和旧网址都指它。")
@_yes
def retire(change: _Change, code: str, into: str, *, yes: bool) -> None:
    """停用一个条目：已有的记录照旧，新记录不再能选；或并入另一项。"""
    code = change.code(code)
    label = change.vocabulary[code].label
    if not into:
        change.tell(f"停用“{change.vocabulary.label}”{code}（{label}）", code)
        change.register.retire(change.name, code)
    else:
        into = change.code(into)
        if into == code:
            raise click.UsageError("不能并入自己。")
        change.tell(f"{code}（{label}）并入 {into}（{change.vocabulary[into].label}）", code)
        change.register.merge(change.name, code, into)
    change.finish(yes=yes)

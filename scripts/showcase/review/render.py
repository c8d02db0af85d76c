"""A review as text, JSON, annotations, or a Chinese summary in Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from showcase.files.problem import RENDERERS, Lang, Problem, printable, render_json, render_text
from showcase.review.changes import RecordChange
from showcase.review.report import Report
from showcase.review.terms import TermChange

MOST_SHOWN = 100
"""Records, and problems of a section: GitHub takes 1 MiB of summary and 65,536 characters of comment."""

_VALUE_CHARACTERS = 160
_OLDER = {"zh": "更早的问题，与本次改动无关，不影响检查结果：", "en": "Older problems, which do not count:"}
_OTHERS = {
    "zh": "还改动了这些文件，记录的检查管不到，须由维护人逐个审核：",
    "en": "These files are changed too; no check of records reads them, a maintainer must:",
}


def render_report(records: int, report: Report, output: str, lang: Lang) -> str:
    """`output` is text, json, github or markdown."""
    if output == "markdown":
        return render_markdown(records, report)
    rendered = RENDERERS[output](records, report.problems, lang)
    if report.older is not None and output == "json":
        older = json.loads(render_json(records, report.older, lang))["problems"]
        return _json(json.loads(rendered) | {"older": older, "others": report.others})
    sections = [(_OLDER[lang], render_text(records, report.older, lang))] if report.older else []
    if report.others:
        sections.append((_OTHERS[lang], "".join(f"- {printable(path)}\n" for path in report.others)))
    section = "::group::{}\n{}::endgroup::\n" if output == "github" else "\n{}\n{}"
    return rendered + "".join(section.format(head, text) for head, text in sections)


def _json(document: object) -> str:
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "backslashreplace").decode()


def render_markdown(records: int, report: Report) -> str:
    """The verdict first, then the changed records, their fields, and the problems by file."""
    parts = [_verdict(report), *_records(report.changes), *_fields(report.changes)]
    if report.vocabularies:
        parts.append("改动了词表：" + "、".join(code(path) for path in report.vocabularies))
        parts += _terms(report.terms)
    if report.others:
        parts += [f"### ⚠️ 还改动了别的文件（{len(report.others)} 个）", _others(report.others)]
    if report.problems:
        parts += ["### 要处理的问题", *_problems(report.problems)]
    if report.older:
        summary = f"更早的问题 {len(report.older)} 个，与本次改动无关，不影响结果"
        parts.append(f"<details><summary>{summary}</summary>")
        parts += [*_problems(report.older), "</details>"]
    parts.append(f"共 {records} 条记录，以 {report.as_of} 为准。")
    return "\n\n".join(parts) + "\n"


def _verdict(report: Report) -> str:
    errors = sum(problem.is_error for problem in report.problems)
    warnings = len(report.problems) - errors
    if errors:
        return f"## ❌ 还不能合并：{errors} 个错误，{warnings} 个提醒"
    return f"## ✅ 内容可以合并：没有错误，{warnings} 个提醒" if warnings else "## ✅ 内容可以合并：没有发现问题"


def _others(paths: Sequence[str]) -> str:
    lines = [f"- {code(path)}" for path in paths[:MOST_SHOWN]]
    return "\n".join(["记录的检查管不到这些文件，须由维护人逐个审核。", "", *lines, "", *_more(len(paths))])


_ACTIONS = {"added": "新增", "changed": "修改", "deleted": "删除"}


def _records(changes: Sequence[RecordChange]) -> Iterator[str]:
    if not changes:
        return
    heads = ("", "编号", "名称", "状态", "类别", "产业", "专班", "机构", "有效期至", "首问联系")
    yield f"### 改动的记录（{len(changes)} 条）"
    yield _table(heads, [_row(change) for change in changes[:MOST_SHOWN]])
    yield from _more(len(changes))


def _row(change: RecordChange) -> list[str]:
    head = [_ACTIONS[change.kind], code(change.id), escape(change.title)]
    entry = change.entry
    if entry is None:
        return [*head, "—" if change.kind == "deleted" else "有错误，见下", *[""] * 6]
    contact = [entry.contact.office, entry.contact.phone, entry.contact.email]
    facts = [
        entry.state.label,
        "、".join(entry.labels("categories")),
        "、".join(entry.labels("industries") + entry.labels("marine_sectors")),
        *entry.labels("task_force"),
        entry.agency.label,
        entry.valid_until.isoformat(),
        "，".join(part for part in contact if part),
    ]
    return [*head, *map(escape, facts)]


def _fields(changes: Sequence[RecordChange]) -> Iterator[str]:
    for change in [change for change in changes if change.fields][:MOST_SHOWN]:
        yield f"**{code(change.id)} 改了什么**"
        yield _table(
            ("字段", "原来", "现在"),
            [[escape(item.label), _value(item.before), _value(item.after)] for item in change.fields],
        )


def _terms(changes: Sequence[TermChange]) -> Iterator[str]:
    """What became of each term, and how many records have it."""
    if changes:
        rows = [
            (code(f"{one.vocabulary}: {one.code}"), one.field, _value(one.before), _value(one.after), str(one.records))
            for one in changes[:MOST_SHOWN]
        ]
        yield _table(("词条", "字段", "原来", "现在", "用到的记录"), rows)
        yield from _more(len(changes))


def _value(text: str) -> str:
    return escape(text if len(text) <= _VALUE_CHARACTERS else text[: _VALUE_CHARACTERS - 1] + "…") or "（无）"


def _problems(problems: Sequence[Problem]) -> Iterator[str]:
    for path, group in groupby(problems[:MOST_SHOWN], key=lambda problem: problem.path):
        yield "\n".join([f"{code(path)}", "", *map(_item, group)])
    yield from _more(len(problems))


def _item(problem: Problem) -> str:
    mark = "❌" if problem.is_error else "⚠️"
    field = f"{code(problem.field)} " if problem.field else ""
    hint = f"<br>怎样改：{escape(problem.hint.zh)}" if problem.hint else ""
    return f"- {mark} 第 {problem.line} 行 {field}{escape(problem.message.zh)}{hint}"


def _more(count: int) -> Iterator[str]:
    if count > MOST_SHOWN:
        yield f"另有 {count - MOST_SHOWN} 项未列出，运行 `showcase check` 可看到全部。"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


_SPECIAL = re.compile(r"[\\`*_{}\[\]()|~$:!^]|(?<=www)\.", re.IGNORECASE)
_ENTITIES: dict[str, str] = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# A forge looks for names and numbers of issues in what is rendered: a comment between parts the two.
_PARTED = re.compile(r"[@#]")


def escape(text: str) -> str:
    """Text of a record as Markdown that shows just that text: no markup, link, mention or line of its own."""
    line = printable(" ".join(text.split()))
    line = _SPECIAL.sub(r"\\\g<0>", _replace(line, _ENTITIES.get))
    return _PARTED.sub(r"\g<0><!-- -->", line)


def _replace(text: str, replacement: Callable[[str, str], str]) -> str:
    return "".join(replacement(character, character) for character in text)


def code(text: str) -> str:
    """A path or an id as code, fit for a table."""
    return "`" + printable(text).replace("`", "'").replace("|", "¦") + "`"

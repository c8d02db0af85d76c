"""The papers and lists of a period as ready mails, for the bureau's own mail program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from showcase.authoring.letters import render_letter
from showcase.catalogue.entry import Entry
from showcase.derived.routes import routes_of
from showcase.digest.account import Account
from showcase.digest.section import Digest
from showcase.digest.word import tight
from showcase.files.sheets import Cell, Column, Sheet, render_xlsx
from showcase.schema.terms import Recipient


def build_mails(digest: Digest, account: Account, papers: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each: the paper with its files, then to each recipient what reached it in the period."""
    day = digest.day
    text, html = _say_paper(digest), _mark_up(digest)
    yield "paper.eml", render_letter("", digest.head.to, digest.title, text, papers, day, html)
    for recipient, entries in _reached(account):
        subject = f"{digest.period.short}推送{recipient.label}的成果与需求（{len(entries)} 条）"
        head = f"{digest.period.here}新推送给{recipient.label}的成果与需求共 {len(entries)} 条："
        lines = [f"- {entry.record.title}（{entry.party}）：{_why(entry, recipient)}" for entry in entries]
        text = "\n".join([head, "", *lines, "", *_signature(digest)])
        sheet = _sheet(recipient, entries, subject)
        attached = {f"{digest.period.name}-{recipient.code}.xlsx": render_xlsx([sheet], day, digest.palette)}
        yield f"{recipient.code}.eml", render_letter("", recipient.email or "", subject, text, attached, day)


def _reached(account: Account) -> Iterator[tuple[Recipient, list[Entry]]]:
    """By recipient what is sent to it at the end of the period and was not on its eve, the newest first."""
    comparison = account.comparison
    found: dict[str, list[Entry]] = {}
    for step in comparison.steps:
        former = {route.recipient.code for route in routes_of(step.before)} if step.before else set()
        for code in dict.fromkeys(route.recipient.code for route in routes_of(step.after)):
            if code not in former:
                found.setdefault(code, []).append(step.after)
    for code, recipient in account.states.after.vocabularies.recipients.items():
        if code in found:
            yield recipient, found[code]


def _why(entry: Entry, recipient: Recipient) -> str:
    return "；".join(route.reason for route in routes_of(entry) if route.recipient.code == recipient.code)


def _sheet(recipient: Recipient, entries: list[Entry], heading: str) -> Sheet:
    widths = {"编号": 18, "名称": 36, "持有单位或需求方": 24, "服务机构": 20, "电话": 16, "推送原因": 30}
    rows = tuple(_row(entry, recipient) for entry in entries)
    return Sheet("推送清单", tuple(Column(label, width) for label, width in widths.items()), rows, heading)


def _row(entry: Entry, recipient: Recipient) -> tuple[Cell, ...]:
    why = _why(entry, recipient)
    return entry.id, entry.record.title, entry.party, entry.agency.label, entry.contact.phone, why


def _say_paper(digest: Digest) -> str:
    """The lead of the paper; the rest is attached."""
    return "\n".join([digest.title, "", *_lead(digest), "", "全文和全部清单见附件。", "", *_signature(digest)])


def _mark_up(digest: Digest) -> str:
    said = "".join(f"<p>{escape(line)}</p>" for line in (*_lead(digest), "全文和全部清单见附件。", *_signature(digest)))
    return f'<html lang="zh-CN"><body><h1>{escape(digest.title)}</h1>{said}</body></html>'


def _lead(digest: Digest) -> list[str]:
    first = digest.printed[0]
    return [tight(line) for line in (first.text, *(point.lead + point.text for point in first.points))]


def _signature(digest: Digest) -> list[str]:
    return [part for part in (digest.head.office, digest.head.contact) if part]

"""Rules that hold for achievements and demands alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from showcase.files.problem import Message, Severity
from showcase.rules.engine import Draft, Finding, rule
from showcase.schema.names import bare
from showcase.schema.records import MODELS, Achievement, record_path
from showcase.schema.terms import Term
from showcase.schema.validity import VALID_DAYS
from showcase.schema.vocabulary import Vocabularies

CASE_STATUSES = {kind: model.CONCLUDED for kind, model in MODELS.items()}


@rule("id")
def check_file_name(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """文件路径须为 content/<类别>/<编号中的年份>/<编号>.md。
    The path must be content/<kind>/<year of the id>/<id>.md."""
    identifier = draft.record.id
    expected = record_path(identifier)
    if draft.source.path != expected:
        message = Message(f"编号与文件路径不符，应为 {expected}", f"the id calls for the path {expected}")
        hint = Message("请改编号或移动文件", "change the id or move the file")
        yield Finding(("id",), message, hint)


@rule("id", "agency")
def check_id_agency(draft: Draft, vocabularies: Vocabularies) -> Iterator[Finding]:
    """编号中的机构代码须为登记的服务机构；与 agency 不同时提醒核对。
    The agency in the id must be registered; if it differs from `agency`, look twice."""
    code = draft.record.id.split("-")[1]
    if vocabularies.agencies.now(code) not in vocabularies.agencies:
        message = Message(f'编号中的机构代码 "{code}" 未登记', f'the agency code "{code}" in the id is not registered')
        yield Finding(("id",), message, Message("代码见 content/vocabularies/agencies.yml", "see agencies.yml"))
    elif vocabularies.agencies.now(code) != draft.record.agency:
        message = Message(
            f'编号中的机构代码是 "{code}"，agency 是 "{draft.record.agency}"',
            f'the id says "{code}", agency says "{draft.record.agency}"',
        )
        hint = Message("若是移交给新机构，可忽略", "ignore this if the record was handed over")
        yield Finding(("agency",), message, hint, Severity.WARNING)


@rule("industries", "marine_sectors")
def check_classification(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """industries 与 marine_sectors 至少填一个。
    At least one of `industries` and `marine_sectors` must be filled."""
    if not draft.record.industries and not draft.record.marine_sectors:
        message = Message("10+1 产业与海洋产业至少填一个", "give at least one industry or marine sector")
        yield Finding(
            ("industries",), message, Message("请填 industries 或 marine_sectors", "for example industries: [ai]")
        )


@rule("industries", "marine_sectors", "keywords", "contract_types")
def check_repeated(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """同一列表里的值不得重复。
    A value must not stand twice in a list."""
    for name in ("industries", "marine_sectors", "keywords", "contract_types"):
        values: list[str] = getattr(draft.record, name)
        for number, value in enumerate(values):
            if bare(value) in [bare(former) for former in values[:number]]:
                message = Message(f'"{value}" 重复', f'"{value}" stands twice')
                yield Finding((name, number), message, Message("请删去一个", "remove one"))


@rule("published", "reviewed", "valid_until")
def check_validity(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """复核日期不得早于发布日期；有效期不得早于复核日期，也不得晚于其后 365 天。
    `reviewed` must not precede `published`; `valid_until` must be within 365 days after `reviewed`."""
    record = draft.record
    reviewed = record.reviewed or record.published
    if reviewed < record.published:
        yield Finding(("reviewed",), *not_before_published(reviewed, record.published))
    if record.valid_until is None:
        return
    last = reviewed + timedelta(days=VALID_DAYS)
    if not reviewed <= record.valid_until <= last:
        message = Message(
            f"应在 {reviewed} 至 {last} 之间，现为 {record.valid_until}",
            f"must lie between {reviewed} and {last}, found {record.valid_until}",
        )
        hint = Message("复核内容后更新 reviewed，即可顺延", "review the record and update `reviewed` to extend it")
        yield Finding(("valid_until",), message, hint)


@rule("published", dated=True)
def check_future(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """发布日期晚于今天的，提醒核对。
    A day of publication that is still to come deserves a second look."""
    if draft.record.published > draft.as_of:
        message = Message(f"晚于今天（{draft.as_of}）", f"is after today ({draft.as_of})")
        hint = Message("发布日期写实际公开的那天", "give the day on which it was published")
        yield Finding(("published",), message, hint, Severity.WARNING)


def taken(identifier: str, path: str) -> tuple[Message, Message]:
    """What is said of an id that another file has."""
    message = Message(f'编号 "{identifier}" 已用于 {path}', f"the id is used by {path}")
    return message, Message("请换下一个序号", "take the next serial")


def another_matter(identifier: str, title: str, free: str) -> tuple[Message, Message]:
    """What is said of a text about something else than the published record of its id."""
    message = Message(
        f"编号 {identifier} 已用于《{title}》，这里的名称、简介和正文写的都是另一件事",
        f"the id {identifier} is that of another matter, {title}; title, summary and body all differ",
    )
    hint = Message(
        f"新的一条请用下一个空号 {free}；确是同一条的，请保留原来的名称或简介，分两次修改",
        f"a new record takes the next free id, {free}; one written anew keeps its title or its summary at first",
    )
    return message, hint


def not_before_published(day: date, published: date) -> tuple[Message, Message]:
    """What is said of a date that precedes publication."""
    message = Message(
        f"不得早于发布日期 {published}，现为 {day}", f"must not precede published, {published}, found {day}"
    )
    return message, Message("请核对两个日期", "look at both dates")


@rule("published", "disclosure")
def check_disclosure(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """保密和专利审查须在发布之前完成。
    The secrecy and patent review must precede publication."""
    reviewed = draft.record.disclosure.date
    if reviewed > draft.record.published:
        message = Message(
            f"审查日期须不晚于发布日期 {draft.record.published}，现为 {reviewed}",
            f"must not be after published, {draft.record.published}, found {reviewed}",
        )
        yield Finding(("disclosure", "date"), message, Message("先审查，后发布", "review first, then publish"))


@rule("status", "withdrawn", "published")
def check_withdrawal(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """状态为 "withdrawn" 时须写 withdrawn 的日期和原因，其他状态不写；撤回不早于发布。
    `withdrawn` must be given exactly if the status is withdrawn, and not before publication."""
    record = draft.record
    if record.status == "withdrawn" and record.withdrawn is None:
        message = Message("已撤回的记录须写撤回日期和原因", "a withdrawn record must say when and why")
        yield Finding(("status",), message, Message("请补 withdrawn.date 和 withdrawn.reason", "add `withdrawn`"))
    if record.withdrawn is None:
        return
    if record.status != "withdrawn":
        message = Message('写了撤回信息，但状态不是 "withdrawn"', "is given, but the status is not withdrawn")
        yield Finding(("withdrawn",), message, Message("请改状态或删去本字段", "change the status or remove it"))
    if record.withdrawn.date < record.published:
        yield Finding(("withdrawn", "date"), *not_before_published(record.withdrawn.date, record.published))


@rule("status", "case", "published")
def check_case(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """典型案例只写在已签约、已落地的成果和已解决的需求里；案例日期不早于发布日期。
    `case` goes only with the status signed, landed or resolved, and its date is not before publication."""
    record = draft.record
    if record.case is None:
        return
    status = record.status
    wanted = CASE_STATUSES[draft.kind]
    if status not in wanted:
        message = Message(
            f"写了案例，但状态是 {status}，不是 {' 或 '.join(wanted)}",
            f"is given, but the status is {status}, not {' or '.join(wanted)}",
        )
        yield Finding(("case",), message, Message("请改状态或删去本字段", "change the status or remove it"))
    if record.case.date and record.case.date < record.published:
        yield Finding(("case", "date"), *not_before_published(record.case.date, record.published))


@rule("contact", "agency")
def check_contact(draft: Draft, vocabularies: Vocabularies) -> Iterator[Finding]:
    """须有办公电话或邮箱：记录自己写的，或机构登记的。
    There must be an office telephone or mail: the record's own or its agency's."""
    contact = draft.record.contact
    if contact and not contact.phone and not contact.email:
        message = Message("电话和邮箱至少写一个", "give a telephone or a mail address")
        yield Finding(("contact",), message, Message("写办公电话，不写个人手机", "an office's, not a person's"))
    agency = vocabularies.agencies[draft.record.agency]
    if contact is None and agency.contact is None:
        message = Message("该机构没有登记联系方式，记录也没有写", "neither the agency nor the record has a contact")
        yield Finding(("agency",), message, Message("请补 contact", "add `contact`"))


@rule("demo", "agency", "holder")
def check_demo(draft: Draft, vocabularies: Vocabularies) -> Iterator[Finding]:
    """演示记录只能引用示例单位和示例机构，正式记录不能引用。
    Demo records name demo institutions and agencies only, real records never do."""
    record = draft.record
    named: list[tuple[str, Term]] = [("agency", vocabularies.agencies[record.agency])]
    if isinstance(record, Achievement):
        named.append(("holder", vocabularies.institutions[record.holder]))
    for field, term in named:
        if term.demo != record.demo:
            yield Finding((field,), *_demo_message(demo=record.demo))


def _demo_message(*, demo: bool) -> tuple[Message, Message]:
    if demo:
        return (
            Message("演示记录不得挂在真实单位名下", "a demo record must not name a real body"),
            Message("请改用示例单位", "use an example one"),
        )
    return (
        Message("正式记录引用了示例单位", "a real record names an example body"),
        Message("请改为真实单位的代码", "use the code of the real one"),
    )


@rule("contract_types", "venture")
def check_contract_types(draft: Draft, _vocabularies: Vocabularies) -> Iterator[Finding]:
    """合同类型至少选一种；只有填写了 venture 的成果可以为空。
    `contract_types` may be empty only in an achievement that has `venture`."""
    if not draft.record.contract_types and getattr(draft.record, "venture", None) is None:
        message = Message("至少选一种合同类型", "give at least one contract type")
        yield Finding(("contract_types",), message, Message("如 development", "for example [development]"))

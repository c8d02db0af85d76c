"""The text by which an entry is found."""

from __future__ import annotations

from showcase.catalogue.entry import Entry
from showcase.catalogue.load import Catalogue
from showcase.schema.records import Achievement


def search_texts(entry: Entry) -> dict[str, str]:
    """An entry's text by field; withdrawn entries are not searched at all."""
    record = entry.record
    names = [record.id, *record.aliases]
    for field in ("agency", "industries", "marine_sectors", "contract_types", "districts", "task_force", "holder"):
        names += entry.labels(field)
    details = [record.title_en, record.summary_en]
    if isinstance(record, Achievement):
        details += [text for item in record.advantages for text in (item.metric, item.value, item.unit, item.baseline)]
        details += [*record.applications, *(text for item in record.ip for text in (item.title, item.number))]
        details += [record.financing.use if record.financing else None]
    else:
        names += filter(None, [record.demander.name, record.demander.description])
        details += [text for item in record.targets for text in (item.metric, item.value, item.unit)]
        details += [*record.constraints, record.ip_terms]
    running = {
        "title": record.title,
        "keywords": "\n".join(record.keywords),
        "summary": record.summary,
        "names": "\n".join(names),
        "details": "\n".join(filter(None, details)),
        "body": entry.body_text,
    }
    return running | {
        "codes": "\n".join([record.id, *record.aliases, *(item.number for item in record.ip if item.number)]),
        "pinyin": record.title,
        "letters": "\n".join(running.values()),
    }


def searched(catalogue: Catalogue) -> tuple[Entry, ...]:
    """The entries that can be found, in the order of their document numbers: newest first, then the expired."""
    found = [entry for entry in catalogue.entries if not entry.withdrawn]
    return tuple(sorted(found, key=gone))


def gone(entry: Entry) -> bool:
    """Whether the search leaves the entry out until expired ones are asked for."""
    return entry.state.code == "expired"

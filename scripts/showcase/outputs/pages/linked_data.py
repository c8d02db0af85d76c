"""schema.org descriptions of records: Offer (https://schema.org/Offer) and Demand (https://schema.org/Demand)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from showcase.catalogue.entry import Entry
from showcase.derived.english import english_url, say_party
from showcase.derived.site import Site
from showcase.schema.parts import Budget, Price

_AVAILABILITY = {True: "https://schema.org/InStock", False: "https://schema.org/OutOfStock"}


def build_linked_data(entry: Entry, site: Site) -> dict[str, Any]:
    """The record as JSON-LD; prices are in yuan."""
    record = entry.record
    is_offer, amount = entry.kind == "achievement", record.amount
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Offer" if is_offer else "Demand",
        "@id": site.absolute(entry.url),
        "url": site.absolute(entry.url),
        "identifier": record.id,
        "name": record.title,
        "description": record.summary,
        "inLanguage": "zh-CN",
        "validFrom": record.published.isoformat(),
        "validThrough": entry.closes.isoformat(),
        "areaServed": {"@type": "City", "name": "青岛市"},
        "itemOffered": {
            "@type": "Service",
            "name": record.title,
            "description": record.summary,
            "category": list(dict.fromkeys(_sectors(entry))),
            "keywords": record.keywords,
            "broker": _agency(entry),
            "provider" if is_offer else "audience": _party(entry),
        },
    } | _standing(entry)
    if amount and amount.min is not None:
        data["priceSpecification"] = _price(amount)
    return data


def build_english_data(entry: Entry, site: Site) -> dict[str, Any]:
    """The same offer or demand in English, as far as its author says it in English."""
    data = build_linked_data(entry, site)
    texts = {"name": entry.record.title_en, "description": entry.record.summary_en, "inLanguage": "en"}
    url = site.absolute(english_url(entry.url))
    del data["areaServed"], data["itemOffered"]
    if "offeredBy" in data:
        data["offeredBy"] = {"@type": "Organization", "name": say_party(entry).text}
    return data | texts | {"url": url}


def _standing(entry: Entry) -> dict[str, Any]:
    """Who offers and whether it can be had; of a demand, who seeks, if that is public."""
    demander = entry.record.demander
    if demander is None:
        return {"availability": _AVAILABILITY[entry.is_open], "offeredBy": _party(entry)}
    return {"@reverse": {"seeks": {"@type": "Organization", "name": demander.name}}} if demander.name else {}


def _sectors(entry: Entry) -> Iterator[str]:
    yield from entry.labels("industries")
    yield from entry.labels("marine_sectors")


def _party(entry: Entry) -> dict[str, str]:
    if entry.kind == "achievement":
        return {"@type": "Organization", "name": entry.party}
    return {"@type": "Audience", "audienceType": entry.party}


def _agency(entry: Entry) -> dict[str, Any]:
    contact = entry.contact
    point = {"@type": "ContactPoint", "contactType": contact.office, "telephone": contact.phone, "email": contact.email}
    return {
        "@type": "Organization",
        "name": entry.agency.label,
        "contactPoint": {key: value for key, value in point.items() if value},
    }


def _price(amount: Price | Budget) -> dict[str, Any]:
    assert amount.min is not None
    high = amount.min if amount.max is None else amount.max
    return {
        "@type": "PriceSpecification",
        "priceCurrency": "CNY",
        "minPrice": _yuan(amount.min),
        "maxPrice": _yuan(high),
    }


def _yuan(amount: float) -> float:
    """An amount in 10,000 yuan, to the fen: 0.07 × 10,000 is not exactly 700 in binary."""
    return round(amount * 10_000, 2)

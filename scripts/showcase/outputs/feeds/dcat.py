"""catalog.jsonld: the data as DCAT 3 describes it (https://www.w3.org/TR/vocab-dcat-3/), for data portals.

It keeps to DCAT-AP 3 (https://semiceu.github.io/DCAT-AP/releases/3.0.0/), which wants a publisher, and every
resource that it names to say of what class it is.

The context is in the file, so that nobody need fetch one. A publisher and a licence are named only if the site's
settings name them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from showcase.catalogue.entry import Entry
from showcase.derived.site import Site
from showcase.derived.views import Files, Views
from showcase.outputs.feeds.base import API
from showcase.outputs.feeds.files import kind_of
from showcase.schema.records import FOLDERS, Kind

PATH = "catalog.jsonld"

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_IRREGULAR = {"@id": "http://publications.europa.eu/resource/authority/frequency/IRREG", "@type": "dct:Frequency"}
_CHINESE = {"@id": "http://publications.europa.eu/resource/authority/language/ZHO", "@type": "dct:LinguisticSystem"}
_SHA256 = {"@id": "spdx:checksumAlgorithm_sha256", "@type": "spdx:ChecksumAlgorithm"}
_MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"
_TITLES: dict[Kind, tuple[str, str]] = {
    "achievement": ("科技成果", "可以转让、许可、合作或作价入股的科技成果。"),
    "demand": ("技术需求", "企业公开征集解决办法的技术需求。"),
}


def render_catalog(views: Views, files: Files) -> bytes:
    """The catalogue with a dataset for each kind, one for the whole, and the API as a service."""
    site, entries = views.site, views.catalogue.entries
    datasets = [
        _dataset(site, files, FOLDERS[kind], _TITLES[kind], [entry for entry in entries if entry.kind == kind])
        for kind in FOLDERS
    ]
    datasets.append(_dataset(site, files, "all", (site.name, site.description), entries))
    catalog = {
        "@context": _CONTEXT,
        "@id": _name(site, "catalogue"),
        "@type": "dcat:Catalog",
        **_titles(site.name, site.description),
        **_rights(site),
        "dct:language": _CHINESE,
        "foaf:homepage": {"@id": site.url, "@type": "foaf:Document"},
        "dcat:dataset": datasets,
        "dcat:service": _service(site, datasets),
    }
    return json.dumps(catalog, ensure_ascii=False, indent=1).encode() + b"\n"


def _dataset(site: Site, files: Files, name: str, titles: tuple[str, str], entries: Iterable[Entry]) -> dict[str, Any]:
    modified = max((entry.modified for entry in entries), default=None)
    paths = [path for path in files if path.startswith(f"{API}/dump/{name}.") or path == f"{API}/{name}.json"]
    if name == "all":
        paths.append(f"{API}/dump/catalogue.zip")
    date = {"dct:modified": {"@value": modified.isoformat(), "@type": "xsd:dateTime"}} if modified else {}
    return {
        "@id": _name(site, name),
        "@type": "dcat:Dataset",
        **_titles(*titles),
        **_rights(site),
        "dct:identifier": _name(site, name),
        "dct:language": _CHINESE,
        "dct:accrualPeriodicity": _IRREGULAR,
        **date,
        "dcat:landingPage": {"@id": site.absolute("" if name == "all" else f"{name}/"), "@type": "foaf:Document"},
        "dcat:distribution": [_distribution(site, path, files[path]) for path in paths],
    }


def _distribution(site: Site, path: str, data: bytes) -> dict[str, Any]:
    kind = kind_of(path)
    schema = {"@id": site.absolute(f"{API}/schema/{kind.schema}.schema.json"), "@type": "dct:Standard"}
    return {
        "@id": _name(site, path),
        "@type": "dcat:Distribution",
        "dct:title": {"@value": kind.title, "@language": "zh-CN"},
        "dcat:accessURL": {"@id": site.absolute(path), "@type": "rdfs:Resource"},
        "dcat:downloadURL": {"@id": site.absolute(path), "@type": "rdfs:Resource"},
        **_media(path, kind.media_type),
        "dcat:byteSize": {"@value": str(len(data)), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _SHA256,
            "spdx:checksumValue": {"@value": hashlib.sha256(data).hexdigest(), "@type": "xsd:hexBinary"},
        },
        **({"dct:conformsTo": schema} if kind.schema else {}),
        **_licence(site),
    }


def _media(path: str, media_type: str) -> dict[str, Any]:
    """What the file is; of a compressed one what is in it, and by what it is compressed."""
    if not path.endswith(".ndjson.gz"):
        return {"dcat:mediaType": _media_type(media_type)}
    return {
        "dcat:mediaType": _media_type("application/x-ndjson"),
        "dcat:compressFormat": _media_type(media_type),
    }


def _media_type(name: str) -> dict[str, Any]:
    return {"@id": _MEDIA_TYPE + name, "@type": "dct:MediaType"}


def _service(site: Site, datasets: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "@id": _name(site, "api"),
        "@type": "dcat:DataService",
        "dct:title": {"@value": "静态数据接口", "@language": "zh-CN"},
        "dcat:endpointURL": {"@id": site.absolute(f"{API}/index.json"), "@type": "rdfs:Resource"},
        "dcat:endpointDescription": {"@id": site.absolute(f"{API}/openapi.json"), "@type": "rdfs:Resource"},
        "dcat:servesDataset": [{"@id": dataset["@id"]} for dataset in datasets],
    }


def _titles(title: str, description: str) -> dict[str, Any]:
    texts = {"dct:title": title, "dct:description": description}
    return {name: {"@value": text, "@language": "zh-CN"} for name, text in texts.items() if text}


def _rights(site: Site) -> dict[str, Any]:
    publisher = {"@type": "foaf:Agent", "foaf:name": {"@value": site.publisher, "@language": "zh-CN"}}
    return ({"dct:publisher": publisher} if site.publisher else {}) | _licence(site)


def _licence(site: Site) -> dict[str, Any]:
    return {"dct:license": {"@id": site.license, "@type": "dct:LicenseDocument"}} if site.license else {}


def _name(site: Site, fragment: str) -> str:
    return f"{site.absolute(PATH)}#{fragment}"

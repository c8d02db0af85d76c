"""What each file for other systems is: its media type and the schema that it keeps."""

from __future__ import annotations

import hashlib
import re

from showcase.feeds.documents import API, FileDescription

MEDIA_TYPES = {
    ".schema.json": "application/schema+json",  # https://json-schema.org/draft/2020-12/json-schema-core
    "openapi.json": "application/vnd.oai.openapi+json",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".ndjson": "application/x-ndjson",
    ".atom": "application/atom+xml",
    "atom.xml": "application/atom+xml",
    ".ics": "text/calendar",
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
"""By the end of the path, the first that fits."""

JSON_FEED = "application/feed+json"

SCHEMAS = {
    r"feed\.json|feeds/.+\.json": "jsonfeed",
    rf"{API}/index\.json": "manifest",
    rf"{API}/(achievements|demands)\.json": "record-list",
    rf"{API}/achievements/[^/]+\.json": "achievement",
    rf"{API}/demands/[^/]+\.json": "demand",
    rf"{API}/by/[^/]+/index\.json": "facet",
    rf"{API}/by/[^/]+/[^/]+\.json": "group",
    rf"{API}/vocabularies/[^/]+\.json": "vocabulary",
    rf"{API}/dump/all\.json": "dump",
}
"""The schema of each document by the path, the first pattern that fits."""

_SCHEMAS = [(re.compile(pattern), name) for pattern, name in SCHEMAS.items()]


def schema_of(path: str) -> str | None:
    """The name of the schema that a file keeps; schemas and files that are no JSON documents have none."""
    return next((name for pattern, name in _SCHEMAS if pattern.fullmatch(path)), None)


def media_type_of(path: str) -> str:
    """Raises KeyError for a kind of file that MEDIA_TYPES does not know."""
    if schema_of(path) == "jsonfeed":
        return JSON_FEED
    ending = next((ending for ending in MEDIA_TYPES if path.endswith(ending)), path)
    return MEDIA_TYPES[ending]


def describe_file(path: str, data: bytes) -> FileDescription:
    return FileDescription(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        media_type=media_type_of(path),
        schema_name=schema_of(path),
    )

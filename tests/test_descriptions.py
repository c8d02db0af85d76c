"""How the data describe themselves: meanings in the schemas, OpenAPI, DCAT."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyshacl
import pytest
from jsonschema_specifications import REGISTRY as SPECIFICATIONS
from openapi_spec_validator import OpenAPIV31SpecValidator
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, SH, XSD

from fed import made_feeds
from published import ORIGIN, load_files, load_json
from showcase.catalogue.load import Catalogue
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.files.problem import text_line
from showcase.outputs.feeds import DOCUMENT_MODELS, dcat
from showcase.outputs.feeds.files import FILE_KINDS, FileKind, kind_of
from showcase.outputs.feeds.meanings import MEANINGS
from showcase.outputs.feeds.schema import build_model_schema
from showcase.publishing.rights import check_rights
from tree import put

SPDX = Namespace("http://spdx.org/rdf/terms#")
SHAPES = Path(__file__).parent / "support" / "dcat-ap-3.0.0.ttl.gz"
CHINESE = re.compile("[\u4e00-\u9fff]")

Json = dict[str, Any]


def is_explained(part: Json) -> bool:
    """Whether the title is Chinese and the description is there and is not."""
    title, description = part.get("title", ""), part.get("description", "")
    return bool(CHINESE.search(title)) and description != "" and not CHINESE.search(description)


def read_graph(text: str) -> Graph:
    """Triples of JSON-LD."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)  # rdflib's own use
        return Graph().parse(data=text, format="json-ld")


def fields(name: str) -> dict[str, Json]:
    """The fields of a document and its parts as Model.field, with their schemas."""
    schema = build_model_schema(DOCUMENT_MODELS[name])
    nodes = [schema, *schema.get("$defs", {}).values()]
    return {f"{node['title']}.{field}": part for node in nodes for field, part in node.get("properties", {}).items()}


@pytest.mark.parametrize("name", DOCUMENT_MODELS)
def test_every_field_is_explained(name: str) -> None:
    """Each field of each document has a Chinese title and an English description; `meanings.py` is their home."""
    missing = [field for field, part in fields(name).items() if not is_explained(part)]

    assert missing == []


def test_no_meaning_is_left_over() -> None:
    """A field that is gone takes its line in `meanings.py` with it."""
    names = {field for name in DOCUMENT_MODELS for field in fields(name)}

    assert {key for key in MEANINGS if "." in key} <= names
    assert {key for key in MEANINGS if "." not in key} <= {name.partition(".")[2] for name in names}


def test_every_file_is_of_a_known_kind(site: Path) -> None:
    """Each file of the manifest is of one kind of the table, and each kind has a file that the tests look at."""
    paths = [item["path"] for item in load_files(site)]
    found = {kind_of(path).template for path in [*paths, "api/v1/index.json", "api/v1/files/site.json"]}

    # The tests' catalogue is too small for these; test_feeds.py, test_atom.py and test_lunr.py make some.
    large = ("{part}", "{code}.lunr.json")
    assert {kind.template for kind in FILE_KINDS if not any(part in kind.template for part in large)} == found
    with pytest.raises(LookupError, match="FILE_KINDS"):
        kind_of("api/v1/nothing.txt")


def test_a_suffix_without_a_media_type_is_told_of() -> None:
    """Whoever adds a kind of file with a suffix of its own is told which two places must know it."""
    with pytest.raises(LookupError, match=r"titles\.txt: no media type for \.txt; add it to MEDIA_TYPES.*nginx\.conf"):
        _ = FileKind("api/v1/titles.txt", None, "名称", "titles").media_type


@pytest.fixture(scope="module")
def openapi(site: Path) -> Json:
    document = load_json(site / "api/v1/openapi.json")
    assert isinstance(document, dict)
    return document


def test_openapi_keeps_its_standard(openapi: Json) -> None:
    """The description is valid OpenAPI 3.1 and needs no other file."""
    OpenAPIV31SpecValidator(openapi).validate()

    references = re.findall(r'"\$ref": ?"([^"]+)"', json.dumps(openapi))
    assert [reference for reference in references if not reference.startswith("#/components/")] == []
    assert "$defs" not in json.dumps(openapi)


def test_openapi_faults_are_found(openapi: Json) -> None:
    """The validator sees a path parameter that is not declared."""
    broken = openapi | {"paths": {"/x/{id}.json": {"get": {"responses": {"200": {"description": "x"}}}}}}

    assert list(OpenAPIV31SpecValidator(broken).iter_errors()) != []


def test_openapi_has_every_file(openapi: Json, site: Path) -> None:
    """The address of every file is one that the description gives, by its own parameters, with its media type."""
    parameters = {name: item["schema"] for name, item in openapi["components"]["parameters"].items()}
    patterns = {template: to_pattern(template, parameters) for template in openapi["paths"]}
    for item in load_files(site):
        template = next(name for name, pattern in patterns.items() if pattern.fullmatch(f"/{item['path']}"))
        content = openapi["paths"][template]["get"]["responses"]["200"]["content"]
        assert list(content) == [item["media_type"]]


def to_pattern(template: str, parameters: dict[str, Json]) -> re.Pattern[str]:
    """The addresses that a path of OpenAPI stands for."""
    text = re.escape(template)
    for name, schema in parameters.items():
        values = "|".join(schema["enum"]) if "enum" in schema else schema["pattern"].strip("^$")
        text = text.replace(re.escape(f"{{{name}}}"), f"(?:{values})")
    return re.compile(text)


@pytest.fixture(scope="module")
def catalog(site: Path) -> Graph:
    """catalog.jsonld as triples, read without the net."""
    return read_graph((site / "catalog.jsonld").read_text(encoding="utf-8"))


def test_dcat_needs_nothing_from_elsewhere(site: Path) -> None:
    """The context is in the file."""
    context = load_json(site / "catalog.jsonld")["@context"]

    assert all(isinstance(value, str) and value.startswith("http") for value in context.values())


def test_dcat_has_catalog_datasets_and_service(catalog: Graph) -> None:
    """One catalogue of three datasets with titles, a rhythm and a time of change, and the API as a service."""
    (root,) = catalog.subjects(RDF.type, DCAT.Catalog)
    datasets = set(catalog.objects(root, DCAT.dataset))
    (service,) = catalog.objects(root, DCAT.service)

    assert datasets == set(catalog.subjects(RDF.type, DCAT.Dataset))
    assert len(datasets) == 3
    for dataset in datasets:
        assert catalog.value(dataset, DCTERMS.title).language == "zh-CN"  # type: ignore[union-attr]
        assert catalog.value(dataset, DCTERMS.accrualPeriodicity) is not None
        assert catalog.value(dataset, DCTERMS.modified).datatype == XSD.dateTime  # type: ignore[union-attr]
        assert catalog.value(dataset, DCTERMS.license) is None
        assert catalog.value(dataset, DCTERMS.publisher) is None
    assert set(catalog.objects(service, DCAT.servesDataset)) == datasets
    assert catalog.value(service, DCAT.endpointDescription) == URIRef(f"{ORIGIN}api/v1/openapi.json")


def test_dcat_distributions_are_the_files(catalog: Graph, site: Path) -> None:
    """Each distribution is a file of the site, of the size, sum, media type and schema that it has."""
    files = {item["path"]: item for item in load_files(site)}
    found = set()
    for item in catalog.subjects(RDF.type, DCAT.Distribution):
        path = urlsplit(str(catalog.value(item, DCAT.downloadURL))).path.removeprefix("/")
        data = (site / path).read_bytes()
        checksum = catalog.value(item, SPDX.checksum)
        schema = catalog.value(item, DCTERMS.conformsTo)
        found.add(path)
        assert catalog.value(item, DCAT.byteSize) == Literal(len(data), datatype=XSD.nonNegativeInteger)
        assert str(catalog.value(checksum, SPDX.checksumValue)) == hashlib.sha256(data).hexdigest()
        assert catalog.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        packing = catalog.value(item, DCAT.compressFormat)
        assert str(packing or catalog.value(item, DCAT.mediaType)).endswith(files[path]["media_type"])
        assert (packing is not None) == path.endswith(".gz")
        assert (schema is not None) == (files[path]["schema"] is not None)
        if schema is not None:
            assert (site / str(schema).removeprefix(ORIGIN)).is_file()

    assert {path for path in files if path.startswith("api/v1/dump/")} <= found


def test_dcat_names_publisher_and_license_if_set(catalogue: Catalogue) -> None:
    """What the settings name is named; nothing is invented."""
    site = Site("测试目录", ORIGIN, "", publisher="测例主办单位", license="https://license.example/")
    views = Views(catalogue, site)
    text = dcat.render_catalog(views, made_feeds(views)).decode()
    graph = read_graph(text)

    assert {str(value) for value in graph.objects(None, DCTERMS.license)} == {"https://license.example/"}
    assert "测例主办单位" in text


def faults_of_dcat(catalogue: Catalogue, **rights: str) -> list[str]:
    """What the shapes of DCAT-AP find: those of release 3.0.0 (European Union, CC BY 4.0), as they were published."""
    views = Views(catalogue, Site("测试目录", ORIGIN, "测试用", **rights))
    graph = read_graph(dcat.render_catalog(views, made_feeds(views)).decode())
    shapes = Graph().parse(data=gzip.decompress(SHAPES.read_bytes()), format="turtle")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's and pyshacl's own uses
        _, report, _ = pyshacl.validate(graph, shacl_graph=shapes)
    return [str(path).rpartition("/")[2] for path in report.objects(None, SH.resultPath)]


def test_dcat_keeps_to_its_profile(catalogue: Catalogue) -> None:
    """Nothing is missing or of a wrong class by DCAT-AP 3 but the publisher that the settings do not name."""
    assert faults_of_dcat(catalogue, publisher="测例主办单位", license="https://license.example/") == []
    assert faults_of_dcat(catalogue) == ["publisher"]


def test_missing_rights_are_told(own_project: Path, tmp_path: Path) -> None:
    """While nobody answers for the data, each build says so with the place, the remedy and no stop."""
    put(tmp_path, "mkdocs.yml", (own_project / "mkdocs.yml").read_bytes())
    lines = (tmp_path / "mkdocs.yml").read_text("utf-8").splitlines()
    told = [text_line(problem) for problem in check_rights(tmp_path, Site("", ORIGIN, ""))]
    places = [lines.index(next(line for line in lines if f" {key}:" in line)) + 1 for key in ("sponsor", "license")]

    assert [line.partition(" ")[0] for line in told] == [f"mkdocs.yml:{places[0]}:5:", f"mkdocs.yml:{places[1]}:3:"]
    assert [line.partition(" ")[2] for line in told] == [
        "warning[rights]: sponsor: 没有写主办单位，catalog.jsonld 不合 DCAT-AP 3；填上 extra.footer.sponsor",
        "warning[rights]: license: 没有写数据的许可协议，别的系统不知道能不能用；在 extra.license 填上协议全文的网址",
    ]
    assert list(check_rights(tmp_path, Site("", ORIGIN, "", publisher="测例单位", license="https://a.example/"))) == []


def keywords(node: Any) -> Iterator[str]:
    """Every keyword of a schema; the names of fields and definitions are none."""
    for key, value in node.items() if isinstance(node, dict) else ():
        yield key
        named = key in ("properties", "$defs") and isinstance(value, dict)
        for part in value.values() if named else value if isinstance(value, list) else [value]:
            yield from keywords(part)


def test_schemas_speak_the_standard_alone(site: Path) -> None:
    """No keyword but those of JSON Schema 2020-12: strict validators, as Ajv is by default, refuse any other."""
    base = "https://json-schema.org/draft/2020-12/meta/"
    parts = ("core", "applicator", "unevaluated", "validation", "meta-data", "format-annotation", "content")
    known = {key for part in parts for key in SPECIFICATIONS.contents(base + part)["properties"]}
    files = sorted((site / "api/v1/schema").glob("*.json"))
    strange = {path.name: set(keywords(load_json(path))) - known for path in files}

    assert len(files) > len(DOCUMENT_MODELS)
    assert {name: found for name, found in strange.items() if found} == {}


def test_addresses_of_the_api_are_joined_without_a_double_slash(site: Path) -> None:
    """A server's address ends without a slash, since every path begins with one."""
    document = load_json(site / "api/v1/openapi.json")
    [server] = document["servers"]

    assert server["url"] + "/api/v1/index.json" == f"{ORIGIN}api/v1/index.json"
    assert all(path.startswith("/") for path in document["paths"])


@pytest.mark.parametrize("field", ["AchievementDocument.trl", "AchievementDocument.title"])
def test_schemas_do_not_advise_authors(field: str) -> None:
    """Those who read the data are told what a field means, not how to fill it in."""
    part = fields("achievement")[field]

    assert "可选" not in part.get("x-note", "")
    assert not CHINESE.search(part["description"])

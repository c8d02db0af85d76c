"""What is told in comments and beside the records is looked at; help that stands in comments is not taken for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from showcase.catalogue.load import load
from showcase.files.yaml_comments import comments
from showcase.files.yaml_tree import parse_nodes
from showcase.rules.privacy import find_told
from showcase.schema.records import MODELS, Kind
from showcase.schema.shapes import paths, shapes
from showcase.schema.vocabulary_files import load_vocabularies
from tree import AS_OF, RECORD, RECORD_PATH, put


@pytest.mark.parametrize("kind", MODELS)
def test_help_in_comments_tells_nothing(kind: Kind, tree: Path) -> None:
    """What templates write above each field is no find."""
    vocabularies, _ = load_vocabularies(tree)
    said = [shape.comment for _, shape in paths(shapes(kind).values())]

    assert [(text, found) for text in said for found in find_told(text, vocabularies)] == []


def test_a_sign_within_a_value_begins_no_comment() -> None:
    """Only what YAML leaves out is a comment: not a # in quotes, in a block of text or right behind a letter."""
    text = "a: \"x # 1\" # one\nb: |\n  # text\n  more\n#two\nc: [C#, '# no'] # three\nd: e#f\n## four"

    assert [words for _, words in comments(text, parse_nodes(text, 0, 1), 0, len(text))] == [
        "one",
        "two",
        "three",
        "four",
    ]


def test_what_is_kept_is_told_again(tree: Path) -> None:
    """A comment in a vocabulary is told in every run, the second from what is kept, until it is gone."""
    file = tree / "content/vocabularies/stages.yml"
    sound = file.read_text(encoding="utf-8")
    file.write_text(f"# 联系王芳 13900000000\n{sound}", encoding="utf-8")
    first, second = (load(tree, AS_OF).problems for _ in range(2))
    file.write_text(sound, encoding="utf-8")

    assert first == second
    assert {problem.code for problem in first} == {"remarks"}
    assert load(tree, AS_OF).problems == ()


@pytest.mark.parametrize("path", ["content/guide/team.md", "mkdocs.yml"])
@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("# 值班\n\n编辑手机 13900000000。\n", "error"),
        ("# 值班\n\n值班人员：联系王芳老师。\n", "warning"),
        ("# 值班\n\n后台口令：Haishi@2026\n", "warning"),
        (f"# 值班\n\nsigning_key: RWRTY0Iy{'Ab1' * 40}\n", "warning"),
    ],
)
def test_pages_and_settings(tree: Path, path: str, text: str, severity: str) -> None:
    """The site's own pages and its settings are published, too: the second run says it again, from what is kept."""
    file = put(tree, path, text)
    first, second = (load(tree, AS_OF).problems for _ in range(2))
    file.write_text("site_name: 值班\n# 部门：成果编辑部，0532-00000101，审查记录不得对外提供。\n", encoding="utf-8")

    assert [(problem.path, problem.line, str(problem.severity)) for problem in first if problem.code == "remarks"] == [
        (path, 3, severity)
    ]
    assert first == second
    assert load(tree, AS_OF).problems == ()


def test_a_clearance_does_not_reach_comments(tree: Path) -> None:
    """A consent is to what is published; nobody needs a number in a comment."""
    cleared = 'date: 2026-02-20, cleared: [{what: "13900000000", basis: 本人书面同意, date: 2026-02-19}]}'
    text = RECORD.replace("date: 2026-02-20}", cleared)
    put(
        tree,
        RECORD_PATH,
        text.replace("holder:", "# 手机 13900000000\nholder:").replace("三年试验", "手机 13900000000"),
    )

    assert [problem.code for problem in load(tree, AS_OF).errors] == ["told-in-comments"]

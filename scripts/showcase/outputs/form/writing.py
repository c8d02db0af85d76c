"""How a record's file is written, as data for the form's writer (theme/assets/form/manuscript.js).

The canonical form is that of `authoring/`; what it says in code, this says as data:

- Keys in the order of a record, above each a comment that says what it is; lists that are always written stand
  there even if empty; other absent fields do not.
- Groups on one line in braces, `{by: 某单位, date: 2026-03-02}`, their keys in the model's order, long ones a line
  for each part; lists of codes and words on one line in brackets; lists of groups and of sentences one item a line.
- Dates, numbers and flags as they are. Texts without quotes, unless YAML would read another value or no text
  (`"80"`, `"%"`, `"a: b"`, `"no"`), or they hold characters that do not show: then in double quotes, with
  `\\"`, `\\\\`, `\\n`, `\\t`, `\\UXXXXXXXX` as the only escapes.
- The body after `---` and an empty line, without blank lines around it, ended by one line break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from yaml.resolver import Resolver

from showcase.authoring.style import stands_in_block, stands_in_lines
from showcase.outputs.form.patterns import translate
from showcase.schema.records import MODELS
from showcase.schema.shapes import ALWAYS_WRITTEN, declared, order, paths, shapes

_STR = "tag:yaml.org,2002:str"


def build_writing() -> dict[str, Any]:
    """`{order, always, comments, inLines, blocks, groups, bare, implicit}`.

    `comments` are the lines above the fields by kind and name, `blocks` groups with a line for each part, `groups` the
    keys of each group by its path, `bare` the paths of dates, numbers and flags, `implicit` the sources of the
    expressions of texts that YAML takes for something else.
    """
    both = {name: shape for kind in MODELS for name, shape in shapes(kind).items()}
    found = {name: both[name] for name in sorted(both, key=order)}
    parts = [part for kind in MODELS for part in paths(declared(kind))]
    return {
        "order": list(found),
        "always": ALWAYS_WRITTEN,
        "comments": {kind: {name: shape.comment for name, shape in shapes(kind).items()} for kind in MODELS},
        "inLines": [name for name, shape in found.items() if shape.many and stands_in_lines([""], shape)],
        "blocks": [name for name, shape in found.items() if not shape.many and stands_in_block(shape)],
        "groups": {path: [part.name for part in shape.fields] for path, shape in parts if shape.fields},
        "bare": sorted({path for path, shape in parts if shape.holds in ("date", "number", "flag")}),
        "implicit": sorted({translate(expression)[0] for expression in _implicit()}),
    }


def _implicit() -> Iterator[re.Pattern[str]]:
    for resolvers in Resolver.yaml_implicit_resolvers.values():
        for tag, expression in resolvers:
            if tag != _STR:
                yield expression

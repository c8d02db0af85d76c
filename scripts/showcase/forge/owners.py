"""CODEOWNERS: who is asked to look at a change (the same form on GitHub and GitLab; the last match counts)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from showcase.schema.records import FOLDERS
from showcase.schema.vocabulary import Vocabularies

_HEADER = """\
# 由 showcase forge 生成，不要手改。
# 登记办法：在词表 agencies.yml、task-forces.yml 的条目里写 owners: ["@账号"] 或 ["@组织/小组"]，再运行 showcase forge。
# 机构的审核人看本机构编号的记录；专班的审核人看没有登记审核人的机构的记录。
"""


def render_owners(vocabularies: Vocabularies) -> str:
    """A line for each agency and folder; terms without owners are named in a comment."""
    return _HEADER + "\n".join(_lines(vocabularies)) + "\n"


def _lines(vocabularies: Vocabularies) -> Iterator[str]:
    forces = vocabularies.task_forces.values()
    owners = " ".join(dict.fromkeys(owner for force in forces for owner in force.owners))
    yield ""
    yield f"# 专班：{'、'.join(force.label for force in forces)}"
    for folder in FOLDERS.values():
        yield f"/content/{folder}/ {owners}" if owners else f"# /content/{folder}/ 尚未登记"
    for agency in vocabularies.agencies.values():
        yield ""
        yield f"# {agency.label}"
        codes = [agency.code, *(old for old, new in vocabularies.agencies.renamed.items() if new == agency.code)]
        for code, (kind, folder) in product(codes, FOLDERS.items()):
            pattern = f"/content/{folder}/*/{kind[0]}*-{code}-*"
            yield f"{pattern} {' '.join(agency.owners)}" if agency.owners else f"# {pattern} 尚未登记"

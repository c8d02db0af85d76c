"""What the forge shows to those who submit: issue forms, templates, labels and owners.

All are made from the schema and the vocabularies, so that they cannot drift from them.
"""

from __future__ import annotations

from showcase.forge.forms import FORMS, build_form
from showcase.forge.github import CONFIG, render_form
from showcase.forge.gitlab import render_issue
from showcase.forge.labels import render_labels
from showcase.forge.owners import render_owners
from showcase.forge.request import render_request
from showcase.schema.vocabulary import Vocabularies

MARK = "由 showcase forge 生成"
"""In the first line of every file that is made here: by it those are known that are made no longer."""


def build_files(vocabularies: Vocabularies) -> dict[str, str]:
    """Every file by its path from the repository's root."""
    forms = {name: build_form(name, vocabularies) for name in FORMS}
    owners, request = render_owners(vocabularies), render_request()
    return {
        ".github/CODEOWNERS": owners,
        ".gitlab/CODEOWNERS": owners,
        ".github/labels.yml": render_labels(vocabularies),
        ".github/pull_request_template.md": request,
        ".gitlab/merge_request_templates/Default.md": request,
        ".github/ISSUE_TEMPLATE/config.yml": CONFIG,
        **{f".github/ISSUE_TEMPLATE/{name}.yml": render_form(form) for name, form in forms.items()},
        **{f".gitlab/issue_templates/{form.name}.md": render_issue(form) for form in forms.values()},
    }

"""Labels of issues and pull requests: what it is about, which task force, which agency."""

from __future__ import annotations

import yaml

from showcase.forge.forms import FORMS, build_form
from showcase.forge.github import HEADER
from showcase.schema.vocabulary import Vocabularies

_HOW = """\
# 托管平台不读这个文件；管理员用它建立标签，例如（GitHub，须安装 gh 并登录）：
#   .venv/bin/python -c '
#   import subprocess, yaml
#   for label in yaml.safe_load(open(".github/labels.yml", encoding="utf-8")):
#       options = ["--color", label["color"], "--description", label["description"], "--force"]
#       subprocess.run(["gh", "label", "create", label["name"], *options], check=True)
#   '
"""
_COLORS = {"类型": "0B5394", "专班": "38761D", "机构": "7F6000"}


def render_labels(vocabularies: Vocabularies) -> str:
    """A list of name, colour and description."""
    forms = [build_form(name, vocabularies) for name in FORMS]
    labels = [("类型", form.label, form.help) for form in forms]
    labels += [("专班", term.label, f"由{term.label}跟踪") for term in vocabularies.task_forces.values()]
    labels += [("机构", term.label, f"首问机构：{term.label}") for term in vocabularies.agencies.values()]
    documents = [
        {"name": f"{group}/{name}", "color": _COLORS[group], "description": text[:100]} for group, name, text in labels
    ]
    return HEADER + _HOW + yaml.safe_dump(documents, allow_unicode=True, sort_keys=False, width=1000)

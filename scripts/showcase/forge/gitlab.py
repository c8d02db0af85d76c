"""Templates of GitLab, which has no forms: Markdown to fill in (docs.gitlab.com, "Description templates")."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.forge.forms import Form, Question


def render_issue(form: Form) -> str:
    """The form's questions as headings, choices as boxes."""
    parts = [f"<!-- 由 showcase forge 生成，不要手改。\n{form.notice} -->"]
    for question in form.questions:
        parts += _question(question)
    parts += ["## 确认", "\n".join(f"- [ ] {text}" for text in form.promises), f'/label ~"类型/{form.label}"']
    return "\n\n".join(parts) + "\n"


def _question(question: Question) -> Iterator[str]:
    yield f"## {question.label}{'（必填）' if question.required else ''}"
    if question.help:
        yield f"<!-- {question.help} -->"
    if question.choices:
        yield "\n".join(f"- [ ] {choice}" for choice in question.choices)
    elif question.example:
        yield question.example.replace("\n", "  \n")

"""Formulas between dollar signs → MathML, as far as they are simple; the rest as written, in a code style.

Simple is what fits into a line of prose: letters, figures, sub- and superscripts, fractions, roots, Greek, units.
MathML Core (https://www.w3.org/TR/mathml-core/) is shown by browsers since 2023; `alttext` holds what was written, for
search and whatever else wants text.
"""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree as ET

from latex2mathml import exceptions
from latex2mathml.converter import convert

_GREEK = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi"
    " varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
)
_SIGNS = (
    "times cdot pm mp leq le geq ge neq ne approx sim propto infty circ degree rightarrow to div partial sum int ldots"
)
_PARTS = "frac sqrt mathrm text ln log exp sin cos tan max min"
_KNOWN = frozenset(f"{_GREEK} {_SIGNS} {_PARTS}".split())
_COMMAND = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_SPACES = {",", ";", " ", "%"}
_LONGEST = 200
_UNFINISHED = re.compile(r"[\^_]\s*(?:[\^_}']|\Z)|(?:^|\{)\s*[\^_]|\\(?:frac|sqrt|mathrm|text)\s*(?![\s{])|[&#~$]")
_REFUSALS = tuple(kind for kind in vars(exceptions).values() if isinstance(kind, type) and issubclass(kind, Exception))
"""What the library says of a formula that is none: it is then shown as written."""
MARKED = re.compile(r'<span data-math-style="(inline|display)">([^<]*)</span>')
"""A formula in the engine's HTML after cleaning."""
_MATHML = re.compile(r'<math [^<>]*alttext="([^"]*)"[^>]*>.*?</math>', re.DOTALL)


_NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
_ELEMENTS = {
    *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup"),
    *("munder", "mover", "munderover"),
}
_ATTRIBUTES = {"display", "mathvariant", "stretchy", "width"}
_SPOKEN = re.compile(r"\\(?:text|mathrm|mbox|textrm|mathbf|textbf)\{[^{}]*\}")
_NO_FORMULA = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]|^[,.;:!?]")
_LATEX = re.compile(r"\\[A-Za-z]|[\^_][{0-9A-Za-z]")


def is_formula(text: str) -> bool:
    """Whether what stands between dollar signs is one: Chinese, and a sign of a sentence first, tell of prices."""
    return not _NO_FORMULA.search(_SPOKEN.sub("", text.strip("$ \t")))


def holds_latex(text: str) -> bool:
    """Whether there is a command, a sub- or a superscript."""
    return bool(_LATEX.search(text))


def render_formulas(clean: str) -> str:
    """HTML with each marked formula rendered."""
    return MARKED.sub(lambda match: _rendered(html.unescape(match[2]), match[1]), clean)


def formulas_as_text(body_html: str) -> str:
    """HTML with the LaTeX of each formula in its place."""
    return _MATHML.sub(lambda match: match[1], body_html)


def _rendered(latex: str, style: str) -> str:
    text = " ".join(latex.split())
    display = "inline" if style == "inline" else "block"
    try:
        mathml = convert(text, display=display) if _is_simple(text) else ""
    except _REFUSALS:
        mathml = ""
    if mathml and _is_mathml(mathml):
        return f'<math display="{display}" alttext="{html.escape(text)}">{mathml.partition(">")[2]}'
    sign = "$" if style == "inline" else "$$"
    return f"<code>{sign}{html.escape(text, quote=False)}{sign}</code>"


def _is_mathml(text: str) -> bool:
    r"""Whether it is well formed and nothing but MathML: the library copies what stands in \text as it is."""
    try:
        tree = ET.fromstring(text)  # noqa: S314  # short, and without a document type
    except ET.ParseError:
        return False
    return all(
        element.tag.removeprefix(_NAMESPACE) in _ELEMENTS and element.attrib.keys() <= _ATTRIBUTES
        for element in tree.iter()
    )


def _is_simple(latex: str) -> bool:
    if not latex or len(latex) > _LONGEST or _UNFINISHED.search(latex) or not _is_balanced(latex):
        return False
    return all(name in _KNOWN or name in _SPACES for name in _COMMAND.findall(latex))


def _is_balanced(latex: str) -> bool:
    depth = 0
    for character in latex:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0

"""The form's modules without a browser: written as on the site, asked by Node.js."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from building import REPOSITORY
from showcase.outputs.form.render import render_gate, render_rules
from showcase.schema.vocabulary import Vocabularies


def write_form(site: Path, vocabularies: Vocabularies) -> Path:
    """The modules that the site ships, in `site`."""
    shutil.copytree(REPOSITORY / "theme" / "assets" / "form", site / "assets" / "form")
    (site / "package.json").write_text('{"type": "module"}')
    (site / "submit").mkdir()
    (site / "submit" / "rules.js").write_text(render_rules(vocabularies), encoding="utf-8")
    (site / "submit" / "gate.js").write_text(render_gate(), encoding="utf-8")
    return site


def ask_oracle(node: str, script: str, site: Path, questions: list[dict[str, Any]]) -> Any:
    """What a script beside this file answers to the questions."""
    result = subprocess.run(
        [node, str(Path(__file__).parent / script), str(site)],
        input=json.dumps(questions),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)

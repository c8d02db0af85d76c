"""What browsers need to install the site, and the worker that keeps what a visitor takes along.

The site's manifest: https://www.w3.org/TR/appmanifest/. The worker, `theme/assets/offline/worker.js`, is started by
sw.js, whose bytes change with each publication: by that a browser notices that there is a newer one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date

from showcase.derived.site import Site
from showcase.files.brand import Brand
from showcase.outputs.assets.icon import APP_ICONS
from showcase.schema.words import say_date

WORKER = "sw.js"
"""At the site's root: a worker serves what lies below its own address."""
MANIFEST = "manifest.webmanifest"
SHELL = (
    *("saved/", "booklet/", "need/", MANIFEST),
    *(f"assets/{name}.css" for name in ("showcase", "form", "need", "booklet", "offline")),
    *("assets/theme.js", "assets/site.js", "assets/favicon.svg"),
    *(f"assets/{name}.js" for name in ("saved/page", "booklet/page", "need/page", "record/sending", "shared/qr")),
    "saved/table.js",
    *(f"api/v1/vocabularies/{name}.json" for name in ("industries", "marine-sectors")),
)
"""What every choice is kept with: the pages that show it, and what they load."""


def render_manifest(site: Site) -> bytes:
    """Addresses in it are relative to it. A window with its own Back, since the pages have none."""
    brand = Brand(site.name, site.palette)
    said = {
        "name": brand.name,
        "short_name": brand.short,
        "description": site.description,
        "lang": "zh-CN",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        **site.palette.cell(theme_color="deep", background_color="ground"),
        "icons": [
            {"src": path, "sizes": f"{icon.size}x{icon.size}", "type": "image/png", "purpose": icon.purpose}
            for path, icon in APP_ICONS.items()
        ],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def render_worker(sums: Mapping[str, bytes], day: date) -> bytes:
    """sw.js of the publication that consists of these files, by path with their SHA-256."""
    whole = hashlib.sha256()
    for path, checksum in sorted(sums.items()):
        whole.update(path.encode() + b"\0" + checksum)
    said = {"version": whole.hexdigest()[:12], "day": say_date(day), "shell": SHELL}
    return f'const PUBLISHED = {json.dumps(said)};\nimportScripts("assets/offline/worker.js");\n'.encode()

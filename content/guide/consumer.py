"""Keep a copy of all records in step: python consumer.py https://site.example/ folder"""

import hashlib
import json
import sys
from pathlib import Path
from urllib.request import urlopen

site, folder = sys.argv[1], Path(sys.argv[2])
manifest = json.load(urlopen(site + "api/v1/index.json"))
records = {f["path"]: f["sha256"] for f in manifest["files"] if f["schema"] in ("achievement", "demand")}
for path, sha256 in records.items():
    copy = folder / path
    if copy.exists() and hashlib.sha256(copy.read_bytes()).hexdigest() == sha256:
        continue
    data = urlopen(site + path).read()
    if hashlib.sha256(data).hexdigest() != sha256:
        sys.exit("The site has just been updated: run this again.")
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(data)
for copy in folder.rglob("*.json"):
    if copy.relative_to(folder).as_posix() not in records:
        copy.unlink()

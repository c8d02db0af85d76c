"""Keep a copy of all records in step: python consumer.py https://site.example/ folder"""

import hashlib
import json
import sys
from pathlib import Path
from urllib.request import urlopen

site, folder = sys.argv[1].rstrip("/") + "/", Path(sys.argv[2])
notes = folder / "consumer.json"  # what this program has read, and whether it keeps it: it touches nothing else
known = json.loads(notes.read_text("utf-8")) if notes.exists() else {"parts": {}, "read": {}}
parts, read = known["parts"], known["read"]


def fetch(path: str, sha256: str) -> bytes:
    data = urlopen(site + path).read()
    if hashlib.sha256(data).hexdigest() != sha256:
        sys.exit("The site has just been updated: run this again.")
    return data


folder.mkdir(parents=True, exist_ok=True)
try:
    manifest = {part["path"]: part["sha256"] for part in json.load(urlopen(site + "api/v1/index.json"))["parts"]}
    for path, sha256 in manifest.items():
        if parts.get(path, {}).get("sha256") != sha256:
            files = json.loads(fetch(path, sha256))["files"]
            records = {file["path"]: file["sha256"] for file in files if file["schema"] in ("achievement", "demand")}
            parts[path] = {"sha256": sha256, "records": records}
    for path in set(parts) - set(manifest):
        del parts[path]
    records = {path: sha256 for part in parts.values() for path, sha256 in part["records"].items()}
    for path, sha256 in records.items():
        copy, last = folder / path, read.get(path, {})
        if last.get("sha256") == sha256 and copy.exists() == last["kept"]:
            continue
        data = fetch(path, sha256)
        record = json.loads(data)
        # A withdrawn record is not to be kept, and a former number leads to the record that has another now.
        kept = record["withdrawn"] is None and path.endswith(f"/{record['id']}.json")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(data) if kept else copy.unlink(missing_ok=True)
        read[path] = {"sha256": sha256, "kept": kept}
    for path in set(read) - set(records):
        (folder / path).unlink(missing_ok=True)
        del read[path]
finally:
    notes.write_text(json.dumps(known), "utf-8")

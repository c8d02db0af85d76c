"""Keep a copy of all records in step: python consumer.py https://site.example/ folder"""

import hashlib
import json
import sys
from pathlib import Path
from urllib.request import urlopen

site, folder = sys.argv[1].rstrip("/") + "/", Path(sys.argv[2])
notes = folder / "consumer.json"  # what this program has read, and whether it keeps it: it touches nothing else
read = json.loads(notes.read_text("utf-8")) if notes.exists() else {}
manifest = json.load(urlopen(site + "api/v1/index.json"))
records = {f["path"]: f["sha256"] for f in manifest["files"] if f["schema"] in ("achievement", "demand")}
folder.mkdir(parents=True, exist_ok=True)
try:
    for path, sha256 in records.items():
        copy, known = folder / path, read.get(path, {})
        if known.get("sha256") == sha256 and copy.exists() == known["kept"]:
            continue
        data = urlopen(site + path).read()
        if hashlib.sha256(data).hexdigest() != sha256:
            sys.exit("The site has just been updated: run this again.")
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
    notes.write_text(json.dumps(read), "utf-8")

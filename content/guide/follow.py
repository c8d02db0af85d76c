"""Follow the catalogue by one file: python follow.py https://site.example/ folder"""

import csv
import sys
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from urllib.request import Request, urlopen

site, folder = sys.argv[1].rstrip("/") + "/api/v1/", Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
mark = folder / "follow.txt"  # what is older has been read; without this file everything is compared
since = mark.read_text("utf-8") if mark.exists() else ""


def read(**headers: str) -> "list[dict[str, str]]":
    text = urlopen(Request(site + "modified.csv", headers=headers)).read().decode()
    return list(csv.DictReader(text[: text.rindex("\n")].splitlines()))


rows = read(Range="bytes=0-4095") if since else read()
if all(row["modified"] >= since for row in rows):  # more is new than the beginning holds
    rows = read()
for row in takewhile(lambda row: row["modified"] >= since, rows):
    copy = folder / f"{row['record']}.json"
    if row["state"] in ("withdrawn", "renamed", "deleted"):
        copy.unlink(missing_ok=True)
    elif not copy.exists() or sha256(copy.read_bytes()).hexdigest()[:16] != row["digest"]:
        data = urlopen(f"{site}{row['record']}.json").read()
        if sha256(data).hexdigest()[:16] != row["digest"]:
            sys.exit("The site has just been updated: run this again.")
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(data)
# Midnight is when days ran out, whatever is published later; a clock may have been wrong by a day.
if times := [row["modified"] for row in rows if "T00:00:00" not in row["modified"]]:
    mark.write_text((datetime.fromisoformat(max(times)) - timedelta(days=1)).isoformat(), "utf-8")

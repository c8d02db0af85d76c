"""A record's pictures as its page and its booklet show them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from showcase.catalogue.entry import Entry
from showcase.derived.views import Views
from showcase.files.names import address_of, find_file
from showcase.files.pictures import SIZES, measure_picture, scaled, sized
from showcase.schema.parts import Attachment


@dataclass(frozen=True)
class Picture:
    """`addresses` are those of its sizes by width, from the page; `width` and `height` the largest one's."""

    addresses: dict[int, str]
    width: int
    height: int
    alt: str
    title: str

    @property
    def srcset(self) -> str:
        """A width that the original does not reach is that of the original, once."""
        widths = {min(width, self.width): address for width, address in reversed(self.addresses.items())}
        return ", ".join(f"{address} {width}w" for width, address in sorted(widths.items()))


def find_picture(root: Path, entry: Entry, item: Attachment) -> Path:
    """The file of an attachment in the repository."""
    return find_file((root / entry.source.path).with_suffix(""), item.file)


def build_pictures(entry: Entry, views: Views) -> list[Picture]:
    return [_picture(find_picture(views.catalogue.root, entry, item), item) for item in entry.pictures]


def _picture(path: Path, item: Attachment) -> Picture:
    width, height = scaled(measure_picture(path.read_bytes()), SIZES[-1])
    addresses = {width: address_of(sized(item.file, width)) for width in SIZES}
    return Picture(addresses, width, height, item.alt or "", item.title)

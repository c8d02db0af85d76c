"""A record's pictures as its page and its booklet show them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from showcase.catalogue.entry import Entry
from showcase.derived.views import Views
from showcase.files.digests import digest
from showcase.files.kept import recall
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
    film: str = ""
    """The address of the film whose poster it is, from the page, and how large that is."""
    film_size: str = ""

    @property
    def srcset(self) -> str:
        """A width that the original does not reach is that of the original, once."""
        widths = {min(width, self.width): address for width, address in reversed(self.addresses.items())}
        return ", ".join(f"{address} {width}w" for width, address in sorted(widths.items()))


def find_picture(root: Path, entry: Entry, item: Attachment) -> Path:
    """The file of an attachment in the repository."""
    return find_file((root / entry.source.path).with_suffix(""), item.file)


def build_pictures(entry: Entry, views: Views) -> list[Picture]:
    root = views.catalogue.root
    films = {PurePosixPath(item.file).stem: item for item in entry.record.attachments if item.is_film}
    return [
        _with_film(
            _picture(find_picture(root, entry, item), item), films.get(PurePosixPath(item.file).stem), root, entry
        )
        for item in entry.pictures
    ]


def _picture(path: Path, item: Attachment) -> Picture:
    data = path.read_bytes()
    measured = recall("measures", digest(data), lambda: measure_picture(data))
    width, height = scaled(measured, SIZES[-1])
    addresses = {width: address_of(sized(item.file, width)) for width in SIZES}
    return Picture(addresses, width, height, item.alt or "", item.title)


def _with_film(picture: Picture, film: Attachment | None, root: Path, entry: Entry) -> Picture:
    """The picture as the poster of `film`, if it is one's."""
    if film is None:
        return picture
    size = find_picture(root, entry, film).stat().st_size / 1024**2
    return replace(picture, title=film.title, film=address_of(film.file), film_size=f"{max(size, 0.1):.1f} MB")

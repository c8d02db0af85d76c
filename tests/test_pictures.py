"""Pictures of records: made in sizes, shown first, with words for who cannot see them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from attached import mp4
from building import REPOSITORY
from places import BATTERY
from showcase.catalogue.entry import read_bodies
from showcase.catalogue.load import load
from showcase.derived.site import Site
from showcase.derived.views import Views
from showcase.files.pictures import CARD, measure_picture, render_sizes
from showcase.outputs.pages import Renderer, render_entry
from tree import AS_OF, RECORD, RECORD_PATH, put

WORDS = "放电曲线：电压随放电量缓缓下降"


def photograph(size: tuple[int, int], mode: str = "RGB", orientation: int = 1) -> bytes:
    """A picture that knows how its camera was held, and where."""
    target, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Camera"
    Image.new(mode, size, 128 if mode in ("L", "P") else (10, 80, 120, 255)[: len(mode)]).save(target, "PNG", exif=exif)
    return target.getvalue()


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P"])
def test_sizes(mode: str) -> None:
    """A card's picture has the card's shape; a page's are as wide as asked for and never larger than the original."""
    sizes = {width: Image.open(io.BytesIO(data)).size for width, data in render_sizes(photograph((800, 600), mode))}

    assert sizes == {320: CARD, 640: (640, 480), 1200: (800, 600)}


def test_turned_and_bare() -> None:
    """A picture stands upright as its camera was held, and what the camera wrote into it stays behind."""
    data = photograph((800, 600), orientation=6)
    made = dict(render_sizes(data))[640]

    assert measure_picture(data) == (600, 800)
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.size == (600, 800)
        assert dict(picture.getexif()) == {}


def test_on_the_pages(site: Path) -> None:
    """The record's page shows the picture above its figures with words and room for it, lists and feeds know it."""
    page = (site / BATTERY / "index.html").read_text("utf-8")
    shown = page[page.index('<img src="ocv.png-640.webp"') :].split(">")[0]

    assert f'alt="{WORDS}"' in shown
    assert 'width="96" height="48"' in shown
    assert page.index("ocv.png-640.webp") < page.index('class="sc-lead"')
    assert f'property="og:image" content="https://showcase.example/{BATTERY}ocv.png-1200.webp"' in page
    listed = (site / "achievements" / "index.html").read_text("utf-8")
    assert f'src="../{BATTERY}ocv.png-320.webp" alt="" width="160" height="120" loading="lazy"' in listed
    assert {path.name for path in (site / BATTERY).glob("*.webp")} == {
        f"ocv.png-{width}.webp" for width in (320, 640, 1200)
    }


def test_a_film_stands_behind_its_poster(tree: Path) -> None:
    """A film is not fetched before it is asked for, has room and words, and its poster is no picture beside it."""
    film, poster = "{file: 演示 一.mp4, title: 起吊}", "{file: 演示 一.png, title: 封面, alt: 收鱼机在网箱边起吊}"
    put(tree, RECORD_PATH, RECORD.replace("ip: []", f"ip: []\nattachments:\n  - {film}\n  - {poster}"))
    folder = RECORD_PATH.removesuffix(".md")
    put(tree, f"{folder}/演示 一.mp4", mp4())
    put(tree, f"{folder}/演示 一.png", photograph((1600, 900)))
    catalogue = load(tree, AS_OF)
    assert not catalogue.errors
    read_bodies(catalogue.entries)
    views = Views(catalogue, Site("站", "https://showcase.example/", ""))
    page = next(iter(render_entry(Renderer(REPOSITORY / "theme", views), catalogue.entries[0]))).content
    video = page[page.index("<video") : page.index("</video>")]

    assert 'preload="none"' in video
    assert 'width="1200" height="675"' in video
    assert 'aria-label="起吊：收鱼机在网箱边起吊"' in video
    assert ".png-1200.webp" in video
    assert page.count("<video") == 1
    assert '<img src="' not in page[page.index("sc-pictures") : page.index("sc-lead")]

"""Pictures in the sizes that pages show: made once, without what cameras and programs write into them."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image, ImageOps

CARD = (320, 240)
"""What a card shows, cut to one shape so that lists stand still while they load."""
SIZES = (640, 1200)
"""Widths of what a page shows, on a phone and on a wide screen; none is larger than the original."""
_QUALITY = 82


def sized(name: str, width: int) -> str:
    """The name of a picture as wide as that."""
    return f"{name}-{width}.webp"


def scaled(size: tuple[int, int], width: int) -> tuple[int, int]:
    """The size of a picture that is made as wide as that, if it is wider."""
    return size if size[0] <= width else (width, max(1, round(size[1] * width / size[0])))


def measure_picture(data: bytes) -> tuple[int, int]:
    """Width and height as it is seen, turned as its camera was."""
    with Image.open(io.BytesIO(data)) as picture:
        return ImageOps.exif_transpose(picture).size


def render_sizes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The picture by its width, as cards and as pages show it."""
    with Image.open(io.BytesIO(data)) as original:
        upright = ImageOps.exif_transpose(original)
        picture = upright.convert("RGBA" if "transparency" in upright.info or upright.mode in ("RGBA", "LA") else "RGB")
    yield CARD[0], _packed(ImageOps.fit(picture, CARD, Image.Resampling.LANCZOS))
    for width in SIZES:
        yield width, _packed(picture.resize(scaled(picture.size, width), Image.Resampling.LANCZOS))


def _packed(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "WEBP", quality=_QUALITY, method=6)
    return target.getvalue()


def render_plain(data: bytes) -> io.BytesIO:
    """The picture as PNG, for programs that do not read WebP."""
    target = io.BytesIO()
    with Image.open(io.BytesIO(dict(render_sizes(data))[SIZES[-1]])) as picture:
        picture.save(target, "PNG")
    target.seek(0)
    return target

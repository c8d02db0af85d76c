"""Makes the table of characters that look alike (scripts/showcase/files/looks.txt) anew from a font's pictures of them.

Run: python scripts/looks/make.py FONT [--index N]

FONT is a font file that holds Chinese as it is printed; looks.md says which was used. Every character of GB 2312 is
drawn once, blurred a little, and freed from what all pictures have in common: two of the 3,755 of level one, which are
those of common use, look alike whose pictures correlate by LEAST or more, one of these and a rarer one by more.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter, ImageFont

TARGET = Path(__file__).parents[1] / "showcase" / "files" / "looks.txt"
SIZE = 40
"""Of a character, in pixels."""
MARGIN = 8
BLUR = 1.2
"""In pixels: strokes that nearly meet count as meeting."""
LEAST = 0.68
LEAST_RARE = 0.8
COMMON = range(0xB0, 0xD8)
RARE = range(0xD8, 0xF8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("font", type=Path)
    parser.add_argument("--index", type=int, default=0, help="which font of a collection")
    options = parser.parse_args()
    font = ImageFont.truetype(options.font, SIZE, index=options.index)
    common = list(_characters(COMMON))
    characters = common + list(_characters(RARE))
    pictures = np.array([_picture(character, font) for character in characters])
    pictures -= pictures.mean(axis=0)
    pictures -= pictures.mean(axis=1, keepdims=True)
    pictures /= np.linalg.norm(pictures, axis=1, keepdims=True)
    likeness = pictures[: len(common)] @ pictures.T
    least = np.where(np.arange(len(characters)) < len(common), LEAST, LEAST_RARE)
    pairs = sorted(
        (-likeness[one, other], characters[one] + characters[other])
        for one, other in zip(*np.nonzero(likeness >= least), strict=True)
        if one < other
    )
    TARGET.write_text("".join(f"{pair}\n" for _, pair in pairs), "utf-8")


def _characters(rows: range) -> Iterator[str]:
    """The characters of some rows of GB 2312."""
    for row in rows:
        for cell in range(0xA1, 0xFF):
            if found := bytes([row, cell]).decode("gb2312", "ignore"):
                yield found


def _picture(character: str, font: ImageFont.FreeTypeFont) -> npt.NDArray[np.float32]:
    side = SIZE + 2 * MARGIN
    image = Image.new("L", (side, side))
    ImageDraw.Draw(image).text((MARGIN, MARGIN // 2), character, font=font, fill=255)
    return np.asarray(image.filter(ImageFilter.GaussianBlur(BLUR)), np.float32).ravel()


if __name__ == "__main__":
    main()

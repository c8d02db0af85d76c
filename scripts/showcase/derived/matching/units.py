"""Units as authors write them → a dimension and the factor to its base unit.

Only units of one dimension can be compared. SI prefixes and factors: BIPM, The International System of Units,
9th edition; non-SI ones (海里, 节, kgf) by their usual definitions. A count (尾, 次, 台) is its own dimension.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

HOUR = 3600.0
DAY = 24 * HOUR
YEAR = 365 * DAY
MONTH = YEAR / 12


@dataclass(frozen=True)
class Unit:
    """`dimension` names what is measured; a value × `factor` is in the dimension's base unit."""

    dimension: str
    factor: float


def _scale(dimension: str, **factors: float) -> dict[str, tuple[str, float]]:
    return {name: (dimension, factor) for name, factor in factors.items()}


_BASES: dict[str, tuple[str, float]] = {
    **_scale("m", nm=1e-9, μm=1e-6, um=1e-6, mm=1e-3, cm=1e-2, dm=0.1, m=1, km=1e3),
    **_scale("m", 纳米=1e-9, 微米=1e-6, 毫米=1e-3, 厘米=1e-2, 公分=1e-2, 米=1, 公里=1e3, 千米=1e3, 海里=1852),
    **_scale("m²", mm2=1e-6, cm2=1e-4, m2=1, km2=1e6, ha=1e4, 平方米=1, 平方公里=1e6, 公顷=1e4, 亩=10_000 / 15),
    **_scale("m³", ml=1e-6, cm3=1e-6, l=1e-3, m3=1, 毫升=1e-6, 升=1e-3, 方=1, 立方米=1, μl=1e-9),
    **_scale("m³ (normal)", nm3=1, 标方=1),
    **_scale("kg", ng=1e-12, μg=1e-9, ug=1e-9, mg=1e-6, g=1e-3, kg=1, t=1e3, 毫克=1e-6, 克=1e-3, 千克=1, 公斤=1),
    **_scale("kg", 斤=0.5, 吨=1e3),
    **_scale("s", ms=1e-3, s=1, sec=1, min=60, h=HOUR, d=DAY, 毫秒=1e-3, 秒=1, 秒钟=1, 分=60, 分钟=60, 小时=HOUR),
    **_scale("s", 天=DAY, 日=DAY, 周=7 * DAY, 个月=MONTH, 月=MONTH, 年=YEAR, a=YEAR),
    **_scale("W", mw=1e-3, w=1, kw=1e3, gw=1e9, 瓦=1, 千瓦=1e3, 兆瓦=1e6, va=1, kva=1e3, mva=1e6),
    **_scale("J", j=1, kj=1e3, mj=1e6, wh=HOUR, kwh=1e3 * HOUR, mwh=1e6 * HOUR, 度电=1e3 * HOUR, 千瓦时=1e3 * HOUR),
    **_scale("Pa", pa=1, hpa=100, kpa=1e3, mpa=1e6, gpa=1e9, bar=1e5, 兆帕=1e6, 千帕=1e3),
    **_scale("N", n=1, kn=1e3, mn=1e6, 牛=1, 千牛=1e3, kgf=9.80665),
    **_scale("V", mv=1e-3, v=1, kv=1e3, 伏=1, 千伏=1e3),
    **_scale("A", μa=1e-6, ua=1e-6, ma=1e-3, 安=1),
    **_scale("Ω", μω=1e-6, mω=1e-3, ω=1),
    **_scale("Hz", hz=1, khz=1e3, mhz=1e6, ghz=1e9),
    **_scale("bit", bit=1, kbit=1e3, mbit=1e6, gbit=1e9),
    **_scale("bit/s", bps=1, kbps=1e3, mbps=1e6, gbps=1e9),
    **_scale("m/s", 节=1852 / HOUR),
    **_scale("mol", nmol=1e-9, μmol=1e-6, umol=1e-6, mmol=1e-3, mol=1),
    **_scale("%", ppb=1e-7, ppm=1e-4),
    **_scale("元", 元=1, 万元=1e4, 亿元=1e8),
    **_scale("℃", 摄氏度=1),
    **_scale("°", 度=1),
    **_scale("尾", 尾=1, 条=1),
    "%": ("%", 1),
    "‰": ("%", 0.1),
    "℃": ("℃", 1),
    "°c": ("℃", 1),
    "°": ("°", 1),
}
_CASED = {
    "mW": ("W", 1e-3),
    "MW": ("W", 1e6),
    "mPa": ("Pa", 1e-3),
    "mN": ("N", 1e-3),
    "MV": ("V", 1e6),
    "A": ("A", 1.0),
}
"""Where the case of a letter decides: m is milli, M is mega."""

_MULTIPLES = {"万": 1e4, "亿": 1e8, "百万": 1e6, "千": 1e3}
_COUNT = re.compile(r"[\u4e00-\u9fff]{1,3}|[A-Za-z]{1,4}")
_SPACES = re.compile(r"[\s()·]+")


def is_unit(folded: str) -> bool:
    """Whether a word is a unit's sign or name: what two records measure in is nothing that they have in common."""
    return folded in _BASES


@cache
def parse_unit(text: str) -> Unit | None:
    """The unit that `text` names; None where it is not understood. An empty text is a bare number."""
    # NFKC makes ㎡ m2 and ％ %, but also ℃ °C and the micro sign a Greek mu.
    folded = _SPACES.sub("", unicodedata.normalize("NFKC", text)).replace("每", "/").lstrip("/")
    if not folded:
        return Unit("", 1)
    parts = [_parse_base(part) for part in folded.split("/")]
    found = [part for part in parts if part]
    if len(found) < len(parts):
        return None
    factor = found[0].factor
    for part in found[1:]:
        factor /= part.factor
    return _named("/".join(part.dimension for part in found), factor)


def _named(dimension: str, factor: float) -> Unit:
    """A ratio of one dimension to itself is a bare number."""
    above, _, below = dimension.partition("/")
    return Unit("", factor) if above == below else Unit(dimension, factor)


def _parse_base(text: str) -> Unit | None:
    if text in _CASED:
        return Unit(*_CASED[text])
    if text.lower() in _BASES:
        return Unit(*_BASES[text.lower()])
    for multiple, factor in _MULTIPLES.items():
        if text.startswith(multiple) and (rest := _parse_base(text.removeprefix(multiple))):
            return Unit(rest.dimension, rest.factor * factor)
    return Unit(text, 1) if _COUNT.fullmatch(text) else None

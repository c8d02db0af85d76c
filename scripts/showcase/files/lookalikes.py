"""Signs that only look like Chinese characters, as PDFs give them, and the characters that they stand for."""

from __future__ import annotations

import re
import unicodedata

_SUPPLEMENT = (
    "⺀冫⺁厂⺅亻⺆冂⺉刂⺊卜⺋㔾⺌小⺏尢⺐尢⺑兀⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王"
    "⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罒⺲罒⺳网⺴网⺵网⺶羊⺷羊⺸羊⺹老⺺聿⺻肀⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃西⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝"
    "⻐金⻑长⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龟⻲亀⻳龟"
)
"""Radicals of which Unicode's own tables give no character, each before the one that it looks like."""
_MEANT = dict(zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True))
LOOKALIKE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")


def meant_by(character: str) -> str:
    """The Chinese character that a radical or a variant stands for; empty if it is none of those."""
    if not LOOKALIKE.fullmatch(character):
        return ""
    meant = _MEANT.get(character) or unicodedata.normalize("NFKC", character)
    return meant if meant != character and not LOOKALIKE.fullmatch(meant) else ""

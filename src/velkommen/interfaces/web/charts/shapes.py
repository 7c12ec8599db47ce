"""What charts are drawn of: paths and texts in units of a frame, and how a series looks so that it is known without colour."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, floor, log10
from typing import NamedTuple

INK, SOFT, RULE, PAPER = "#1a1a1a", "#505050", "#d0d0d0", "#ffffff"
BRAND, PALE = "#0b4f5c", "#cfe3e7"
SIZE = 13  # of every text, in units of a frame
LETTER = 0.58  # of the size: what a letter takes on average
STEPS = (1, 2, 2.5, 5, 10)
RULES = 5


class Frame(NamedTuple):
    """Room to draw in: one for a phone, one for everything wider (paper too)."""

    name: str
    width: int
    narrow: bool


WIDE, NARROW = Frame("wide", 640, narrow=False), Frame("narrow", 288, narrow=True)


@dataclass(frozen=True)
class Path:
    d: str
    fill: str = "none"
    stroke: str = "none"
    width: float = 1
    dash: str = ""


@dataclass(frozen=True)
class Text:
    text: str
    x: str
    y: str
    anchor: str = "start"
    fill: str = INK
    bold: bool = False
    lifted: bool = False  # with paper around its letters, where lines pass behind it


Shape = Path | Text


@dataclass(frozen=True)
class Drawing:
    """A chart drawn for one frame. `hatches` are the patterns its fills refer to."""

    name: str
    width: int
    height: int
    shapes: Sequence[Shape]
    hatches: Sequence["Hatch"] = field(default=())


@dataclass(frozen=True)
class Hatch:
    """Lines over a ground: tells one filling from another where there is no colour."""

    id: str
    ground: str
    line: str
    d: str
    width: float


class Style(NamedTuple):
    """How a series looks: its colour, its dashes, the mark on its points, the hatching of its columns ("" for none)."""

    colour: str
    dash: str
    mark: str
    hatch: str
    ground: str


STYLES = (
    Style(BRAND, "", "circle", "", BRAND),
    Style("#b3541e", "7 4", "square", "M0 8L8 0M-2 2L2 -2M6 10L10 6", "#fbe9dd"),
    Style("#4a3a8c", "2 4", "triangle", "M4 0V8", "#e5e1f2"),
    Style("#505050", "11 4 2 4", "diamond", "M0 4H8", "#efefef"),
    Style("#8a1c4a", "4 2", "circle", "M0 0L8 8M-2 6L2 10M6 -2L10 2", "#f6dfe8"),
    Style("#1c6b33", "14 5", "square", "M0 4H8M4 0V8", "#dff0e3"),
)


def style(index: int) -> Style:
    """Of the first, second … series. More than six nobody tells apart: the last look repeats."""
    return STYLES[min(index, len(STYLES) - 1)]


def at(value: float) -> str:
    """A coordinate, to a tenth of a unit."""
    return f"{value:.1f}".removesuffix(".0")


def text(
    words: str, x: float, y: float, anchor: str = "start", *, fill: str = INK, bold: bool = False, lifted: bool = False
) -> Text:
    return Text(words, at(x), at(y), anchor, fill, bold, lifted)


def breadth(words: str) -> float:
    """About how wide a text is, in units."""
    return len(words) * SIZE * LETTER


def box(x: float, y: float, width: float, height: float) -> str:
    return f"M{at(x)} {at(y)}h{at(width)}v{at(height)}h{at(-width)}z"


def level(x: float, y: float, to: float) -> str:
    return f"M{at(x)} {at(y)}H{at(to)}"


def upright(x: float, y: float, to: float) -> str:
    return f"M{at(x)} {at(y)}V{at(to)}"


def mark(kind: str, x: float, y: float, half: float = 3.5) -> str:
    """A mark around a point."""
    if kind == "square":
        return box(x - half, y - half, 2 * half, 2 * half)
    if kind == "triangle":
        return f"M{at(x)} {at(y - half)}L{at(x + half)} {at(y + half)}H{at(x - half)}z"
    if kind == "diamond":
        return f"M{at(x)} {at(y - half)}L{at(x + half)} {at(y)}L{at(x)} {at(y + half)}L{at(x - half)} {at(y)}z"
    return f"M{at(x - half)} {at(y)}a{half} {half} 0 1 0 {2 * half} 0a{half} {half} 0 1 0 {-2 * half} 0z"


def hatch(name: str, of: Style) -> Hatch:
    return Hatch(name, of.ground, of.colour, of.hatch, 2)


def scale(low: float, high: float, rules: int = RULES) -> list[float]:
    """Round values from at most `low` to at least `high`, evenly spaced: where the rules of a chart lie."""
    high = high if high > low else low + 1
    rough = (high - low) / rules
    power = 10.0 ** floor(log10(rough))
    step = next(one * power for one in STEPS if one * power >= rough - 1e-12)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [round(step * one, 10) for one in range(first, last + 1)]


def wrapped(words: str, width: float) -> list[str]:
    """A text in lines that fit, broken between words."""
    lines: list[str] = []
    for word in words.split():
        if lines and breadth(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def shortened(words: str, width: float) -> str:
    """A text that fits on one line: its beginning, with a sign that there is more. The table below has all of it."""
    if breadth(words) <= width:
        return words
    return words[: max(int(width / (SIZE * LETTER)) - 1, 1)].rstrip() + "…"


def spread(wanted: Sequence[float], room: float) -> list[float]:
    """The same heights, moved apart so that no two are closer than `room`, in the order given by height."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed = [0.0] * len(wanted)
    groups: list[list[int]] = []
    for index in order:
        groups.append([index])
        while len(groups) > 1 and _top(groups[-1], wanted, room) < _bottom(groups[-2], wanted, room):
            last = groups.pop()
            groups[-1] += last
    for group in groups:
        top = _top(group, wanted, room)
        for place, index in enumerate(group):
            placed[index] = top + room * (place + 0.5)
    return placed


def _top(group: Sequence[int], wanted: Sequence[float], room: float) -> float:
    return sum(wanted[index] for index in group) / len(group) - room * len(group) / 2


def _bottom(group: Sequence[int], wanted: Sequence[float], room: float) -> float:
    return _top(group, wanted, room) + room * len(group)

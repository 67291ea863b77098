"""Line charts as SVG without script, font or network; every text in them is escaped, and it knows no result."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import floor, log10
from typing import TYPE_CHECKING, Final

from csscore.report.plain import in_html, one_line, width_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_WIDTH: Final = 760
_HEIGHT: Final = 300
_TOP, _BOTTOM, _LEFT, _RIGHT = 30, 28, 14, 14
_LETTER: Final = 7.0
"""Width of a western letter at 12 px; east Asian ones take two."""
_LINE: Final = 15.0
"""Height of a label."""
_THIN: Final = 1e-300
"""No span is less: below, floats lose their digits, and a fifth of one is nothing."""
_TICKS: Final = 5
_LABELS: Final = 12
_INK: Final = 10
"""How dark all lines without a colour are together: many are paler, so that they don't hide the others."""
_ZEROS: Final = re.compile(r"\.0+(?=%?$)")
_COLOURS: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9", "#7a5195", "#8c564b")
"""Told apart by the colour-blind, too (after Okabe and Ito 2008)."""


@dataclass(frozen=True, slots=True)
class ChartLine:
    """One line: a value at each place, None where it is broken; only strong ones have a colour and a label."""

    label: str
    values: tuple[float | None, ...]
    strong: bool = True


@dataclass(frozen=True, slots=True)
class Chart:
    """What a picture shows.

    Attributes
    ----------
    places
        The names below the picture, from left to right.
    downwards
        Draw small values high.
    shown
        Writes a value at the side.
    whole
        Only whole numbers stand at the side.
    span
        Values that the side reaches to in any case.
    band
        A shaded range, and the line in its middle.
    """

    title: str
    places: tuple[str, ...]
    lines: tuple[ChartLine, ...]
    shown: Callable[[float], str]
    downwards: bool = False
    whole: bool = False
    span: tuple[float, ...] = ()
    band: tuple[float, float, float] | None = None


class _Frame:
    """Where things stand in the picture."""

    def __init__(self, chart: Chart) -> None:
        values = [value for line in chart.lines for value in line.values if value is not None] + [
            *chart.span,
            *(chart.band or ()),
        ]
        least, most = (min(values), max(values)) if values else (0.0, 1.0)
        slack = (most - least) * 0.06 or abs(most) * 0.1 or 1.0
        self._low, self._high = least - slack, most + slack
        self._downwards = chart.downwards
        self.ticks = [tick for tick in _ticks(least, most, whole=chart.whole) if self._low <= tick <= self._high]
        self.sides = _shown(chart, self.ticks)
        labels = [one_line(line.label) for line in chart.lines if line.strong]
        sides = [max((width_of(text) for text in texts), default=0) * _LETTER for texts in (self.sides, labels)]
        self.left, self.right = _LEFT + sides[0] + 8, _WIDTH - _RIGHT - sides[1] - 10
        self._step = (self.right - self.left) / max(1, len(chart.places) - 1)

    def x(self, place: int) -> float:
        return self.left + place * self._step

    def y(self, value: float) -> float:
        share = (value - self._low) / (self._high - self._low)
        return _TOP + (share if self._downwards else 1 - share) * (_HEIGHT - _TOP - _BOTTOM)


def svg(chart: Chart) -> str:
    """Return the picture."""
    frame = _Frame(chart)
    title = in_html(chart.title)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" role="img"'
        f' aria-label="{title}" font-family="system-ui, sans-serif" font-size="12" fill="currentColor">',
        f'<text x="{_LEFT}" y="16" font-weight="600" font-size="13">{title}</text>',
        *_grid(chart, frame),
        *_band(chart, frame),
        *_drawn(chart, frame),
        "</svg>",
    ]
    return "\n".join(parts)


def _shown(chart: Chart, ticks: Sequence[float]) -> list[str]:
    """Return the numbers at the side, without decimals where none of them needs any."""
    texts = [chart.shown(tick) for tick in ticks]
    return [_ZEROS.sub("", text) for text in texts] if all(_ZEROS.search(text) for text in texts) else texts


def _ticks(least: float, most: float, *, whole: bool) -> list[float]:
    """Return round numbers between two values: of the steps 1, 2 and 5 times a power of ten, the one that gives about five."""
    span = max(most - least or abs(most) or 1.0, _THIN)
    power = 10.0 ** floor(log10(span / _TICKS))
    step = next(power * times for times in (1, 2, 5, 10) if span / (power * times) <= _TICKS)
    if whole:
        step = 1.0 if span < _LABELS else max(1.0, round(step))
        return sorted({least, *(tick for tick in _steps(least, most, step) if tick - least >= step / 2)})
    return _steps(least, most, step)


def _steps(least: float, most: float, step: float) -> list[float]:
    start = floor(least / step)
    return [
        round(step * number, 10)
        for number in range(start, start + 4 * _TICKS)
        if least - step / 2 <= step * number <= most + step / 2
    ]


def _grid(chart: Chart, frame: _Frame) -> Iterator[str]:
    for tick, side in zip(frame.ticks, frame.sides, strict=True):
        y = frame.y(tick)
        yield f'<path d="M{frame.left:.1f} {y:.1f}H{frame.right:.1f}" stroke="currentColor" opacity=".15"/>'
        yield f'<text x="{frame.left - 6:.1f}" y="{y + 4:.1f}" text-anchor="end" opacity=".7">{in_html(side)}</text>'
    every = -(-len(chart.places) // _LABELS)
    for place, name in enumerate(chart.places):
        if place % every == 0:
            yield f'<text x="{frame.x(place):.1f}" y="{_HEIGHT - 8}" text-anchor="middle" opacity=".7">{in_html(name)}</text>'


def _band(chart: Chart, frame: _Frame) -> Iterator[str]:
    if chart.band is None:
        return
    low, mean, high = (frame.y(value) for value in chart.band)
    top, wide = min(low, high), frame.right - frame.left
    box = f'x="{frame.left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{abs(low - high):.1f}"'
    yield f'<rect {box} fill="#0072b2" opacity=".1"/>'
    yield f'<path d="M{frame.left:.1f} {mean:.1f}H{frame.right:.1f}" stroke="#0072b2" opacity=".5" stroke-dasharray="4 4"/>'


def _drawn(chart: Chart, frame: _Frame) -> Iterator[str]:
    strong = [line for line in chart.lines if line.strong]
    faint = max(0.02, min(0.25, _INK / max(1, len(chart.lines))))
    colours = {id(line): _COLOURS[number % len(_COLOURS)] for number, line in enumerate(strong)}
    for line in sorted(chart.lines, key=lambda one: one.strong):
        colour = colours.get(id(line), "currentColor")
        look = 'stroke-width="2"' if line.strong else f'stroke-width="1" opacity="{faint:.2g}"'
        yield f'<g stroke="{colour}" fill="none" {look}><title>{in_html(line.label)}</title>'
        for run in _runs(line.values):
            points = " ".join(f"{frame.x(place):.1f},{frame.y(value):.1f}" for place, value in run)
            if len(run) > 1:
                yield f'<polyline points="{points}" stroke-linejoin="round"/>'
            if line.strong or len(run) == 1:
                yield from (
                    f'<circle cx="{frame.x(place):.1f}" cy="{frame.y(value):.1f}" r="2.5" fill="{colour}"/>'
                    for place, value in run
                )
        yield "</g>"
    yield from _named(strong, frame, colours)


def _named(strong: Sequence[ChartLine], frame: _Frame, colours: dict[int, str]) -> Iterator[str]:
    """Yield the labels at the right end, moved apart where they would lie on each other."""
    ends = []
    for line in strong:
        last = next((value for value in reversed(line.values) if value is not None), None)
        if last is not None:
            ends.append((frame.y(last), line))
    ends.sort(key=lambda end: end[0])
    placed: list[float] = []
    for y, _ in ends:
        placed.append(max(y, placed[-1] + _LINE) if placed else y)
    over = max(0.0, placed[-1] - (_HEIGHT - _BOTTOM)) if placed else 0.0
    for at in range(len(placed) - 1, -1, -1):
        limit = _HEIGHT - _BOTTOM - _LINE * (len(placed) - 1 - at)
        placed[at] = min(placed[at], limit) if over else placed[at]
    for y, (_, line) in zip(placed, ends, strict=True):
        yield f'<text x="{frame.right + 8:.1f}" y="{y + 4:.1f}" fill="{colours[id(line)]}">{in_html(line.label)}</text>'


def _runs(values: Sequence[float | None]) -> Iterator[list[tuple[int, float]]]:
    """Yield the stretches without a break."""
    run: list[tuple[int, float]] = []
    for place, value in enumerate(values):
        if value is not None:
            run.append((place, value))
        elif run:
            yield run
            run = []
    if run:
        yield run

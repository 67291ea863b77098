"""The scores as bars on a terminal or in a pipe, one an agent, or as a distribution where there are many; it makes no score."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.text import Span, Text

from csscore.exact.fixed import MISSING, text
from csscore.report.around import equal_scores, heading
from csscore.report.bars import ASCII, BLOCKS, Segment, Strip, strip_of
from csscore.report.plain import one_line
from csscore.report.terminal import Printed, events, line_of, made, places, sums
from csscore.report.view import agent_column, named, score_column
from csscore.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csscore.result import MetricColumn, Result
    from csscore.words import Lang

say = sentences(__file__)

MOST_BARS: Final = 300
"""Agents that get a bar each; of more the distribution is drawn."""
SHADES: Final = ("color(67)", "color(179)", "color(108)", "color(131)", "color(103)", "color(73)", "color(143)", "color(138)")
"""Quiet shades that can be read on dark and light paper, one a metric; after the last they begin again."""
_REST: Final = "color(246)"
PATTERNS: Final = {BLOCKS: "█░▓▒▚=+:", ASCII: "#=+:*o%~"}
"""What stands for each metric without colours: signs whose neighbours are as unlike as can be."""
_PLAIN_REST: Final = "·", "."
_FADED: Final = "bright_black"
_BASIC: Final = dict(
    zip(
        (*SHADES, _REST),
        ("blue", "yellow", "green", "red", "magenta", "cyan", "bright_yellow", "bright_blue", "white"),
        strict=True,
    )
)
"""What stands for each shade where a terminal has sixteen colours: rounded to these, all shades would be one grey."""
_SHADE: Final = re.compile(r"color\(\d+\)")
_PIPE: Final = 80
"""Columns that are filled where nobody says how many there are."""
_LEAST: Final = 8
_GAP: Final = "  "
_BINS: Final = 20
_OTHER: Final = say("other")
_MANY: Final = say("many")
_RANGE: Final = say("range")
_PEOPLE: Final = say("people")
_NO_SCORE: Final = say("no_score")
_UNTIL: Final = say("until")


def lines(result: Result, lang: Lang, *, width: int | None, coloured: bool = False, encoding: str = "utf-8") -> Iterator[Text]:
    """Return the picture, line by line, with what is said below the table.

    Parameters
    ----------
    width
        Columns of the terminal; None, in a pipe, is as wide as most terminals.
    coloured
        Show in shades what each metric contributes; without colours in patterns.
    encoding
        What the output can show: bars are of ``#`` where it has no blocks.
    """
    signs = _signs(encoding)
    yield Text(one_line(heading(result, lang)), style="bold")
    yield Text()
    if len(result) > MOST_BARS:
        yield from _distribution(result, lang, width or _PIPE, signs)
    else:
        yield from _everybody(result, lang, width or _PIPE, signs, coloured=coloured)
    yield Text()
    yield from (Text(note) for note in (*sums(result, lang), *equal_scores(result, lang)))
    yield from events(result, lang)


def in_sixteen(line: Text) -> Text:
    """Return a line of the picture in colours that every terminal has."""
    spans = [Span(span.start, span.end, _SHADE.sub(lambda met: _BASIC[met[0]], str(span.style))) for span in line.spans]
    return Text(line.plain, style=line.style, spans=spans, end=line.end)


def _signs(encoding: str) -> str:
    try:
        BLOCKS.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return BLOCKS


# --- a bar each


def _everybody(result: Result, lang: Lang, width: int, signs: str, *, coloured: bool) -> Iterator[Text]:
    count = len(result)
    scores = score_column(result)
    columns = [
        places(result, lang, count),
        made(agent_column(result).title.in_(lang), _called(result), width, agent_column(result)),
        made(scores.headed(lang, result.currency), scores.shown(), width, scores),
    ]
    taken = sum(column.width + len(_GAP) for column in columns)
    parts = _parts(result)
    shades = _shades(coloured=coloured or not parts, signs=signs)
    ranked = result.ranks != MISSING
    known = [score for score in result.scores[ranked].tolist() if score != MISSING]
    strip = strip_of(known, result.score_digits, cells=max(width - taken, _LEAST), signs=signs)
    if parts:
        yield from _legend(parts, result, lang, width, signs if coloured else "", shades)
    yield line_of(columns, [column.title for column in columns], "bold")
    for label, rows in _groups(result):
        if label is not None:
            yield Text(one_line(label), style="bold")
        for row in rows:
            line = line_of(columns, [column.cells[row] for column in columns], "")
            line.append(" " * (taken - cell_len(line.plain)))
            if ranked[row]:
                segments = _segments(result, row, parts, shades)
                line.append_text(strip.bar(segments) if coloured or not parts else Text(strip.pattern(segments)))
            else:
                line.append(_reason(result, row, lang, strip), _FADED)
            line.rstrip()
            yield line
    yield Text(" " * taken + strip.axis(), style=_FADED)


def _called(result: Result) -> list[str]:
    """Return what each agent is called: her name, with the id where names are shared."""
    agents, names = [str(agent) for agent in result.agents], [str(name) for name in result.names]
    if not named(result):
        return agents
    alone = len(set(names)) == len(names)
    return names if alone else [f"{name} ({agent})" for name, agent in zip(names, agents, strict=True)]


def _groups(result: Result) -> Iterator[tuple[str | None, Sequence[int]]]:
    """Yield the cohorts with the rows of their people, in the order of the result."""
    if not result.cohorts:
        yield None, range(len(result))
        return
    members: dict[str, list[int]] = {}
    for row, cells in enumerate(zip(*result.cohorts.values(), strict=True)):
        members.setdefault(" / ".join("" if cell is None else str(cell) for cell in cells), []).append(row)
    for label in sorted(members):
        yield label or "–", members[label]


def _reason(result: Result, row: int, lang: Lang, strip: Strip) -> str:
    reason = Text(one_line(result.reasons.at(row, lang)))
    reason.truncate(strip.cells, overflow="ellipsis")
    return reason.plain


# --- what a bar is made of


def _parts(result: Result) -> list[MetricColumn]:
    """Return the metrics that add up to scores; none where groups are combined in other ways."""
    weighed = [metric for metric in result.metrics if metric.weight != 0]
    if any(metric.contributions is None and metric.weight is not None for metric in weighed):
        return []
    return weighed if len(weighed) > 1 else []


def _shades(*, coloured: bool, signs: str) -> Sequence[str]:
    """Return what tells metrics apart, one each, and at the end the rest."""
    return (*SHADES, _REST) if coloured else (*PATTERNS[signs], _PLAIN_REST[signs == ASCII])


def _segments(result: Result, row: int, parts: Sequence[MetricColumn], shades: Sequence[str]) -> list[Segment]:
    """Return the pieces of a bar, in units of the score: what each metric contributes, cut where a gate or a cap cuts."""
    score = int(result.scores[row])
    if score in {MISSING, 0}:
        return []
    columns = [metric.points if metric.contributions is None else metric.contributions for metric in parts]
    amounts = [0 if column[row] == MISSING else int(column[row]) for column in columns]
    if score < 0 or not amounts or min(amounts) < 0:
        return [Segment(0, score, "" if not parts else shades[-1])]
    down = 10 ** (result.point_digits - result.score_digits) if result.point_digits >= result.score_digits else 1
    up = 10 ** max(result.score_digits - result.point_digits, 0)
    ends = [min(end * up // down, score) for end in accumulate(amounts)]
    ends[-1] = score if abs(score - ends[-1]) <= len(amounts) else ends[-1]  # rounding is nobody's own
    found = [
        Segment(start, end, shades[number % len(SHADES)])
        for number, (start, end) in enumerate(pairwise([0, *ends]))
        if end > start
    ]
    return [*found, Segment(ends[-1], score, shades[-1])] if score > ends[-1] else found


def _legend(
    parts: Sequence[MetricColumn], result: Result, lang: Lang, width: int, signs: str, shades: Sequence[str]
) -> Iterator[Text]:
    """Yield which shade, or without ``signs`` which pattern, is which metric, on as many lines as it takes."""
    entries = [(one_line(metric.title.in_(lang)), shades[number % len(SHADES)]) for number, metric in enumerate(parts)]
    if any(segment.shade == shades[-1] for row in range(len(result)) for segment in _segments(result, row, parts, shades)):
        entries.append((_OTHER.in_(lang), shades[-1]))
    line = Text()
    for title, shade in entries:
        if line and cell_len(line.plain) + cell_len(title) + 4 > width:
            yield line
            line = Text()
        line.append((_GAP if line else "") + (signs[-1] if signs else shade), shade if signs else "")
        line.append(f" {title}")
    yield line
    yield Text()


# --- a distribution


def _distribution(result: Result, lang: Lang, width: int, signs: str) -> Iterator[Text]:
    """Yield how many scores stand between round numbers."""
    known = [int(score) for score in result.scores.tolist() if score != MISSING]
    yield Text(_MANY.in_(lang))
    yield Text()
    if known:
        yield from _bins(known, result, lang, width, signs)
    if len(known) < len(result):
        yield Text(_NO_SCORE.filled({"count": len(result) - len(known)}).in_(lang))


def _bins(known: Sequence[int], result: Result, lang: Lang, width: int, signs: str) -> Iterator[Text]:
    low, high = min(known), max(known)
    step = next(size for size in _sizes() if high // size - low // size < _BINS)
    counts = [0] * (high // step - low // step + 1)
    for score in known:
        counts[score // step - low // step] += 1
    edges = [(low // step + number) * step for number in range(len(counts) + 1)]
    ends = _edge_texts(edges, result.score_digits)
    ranges = [f"{start} – {end}" if signs != ASCII else f"{start} - {end}" for start, end in pairwise(ends)]
    columns = [_right(_RANGE.in_(lang), ranges), _right(_PEOPLE.in_(lang), [f"{count:,}" for count in counts])]
    taken = sum(column.width + len(_GAP) for column in columns)
    strip = Strip(0, max(counts), max(width - taken, _LEAST), 0, signs)
    yield line_of(columns, [column.title for column in columns], "bold")
    for row, count in enumerate(counts):
        line = line_of(columns, [column.cells[row] for column in columns], "")
        line.append(_GAP)
        line.append_text(strip.bar([Segment(0, count, "")]))
        line.rstrip()
        yield line
    yield Text(_UNTIL.in_(lang), style=_FADED)


def _sizes() -> Iterator[int]:
    """Yield widths of ranges, in units of the score: 1, 2, 5, 10, 20, 50 and so on."""
    power = 1
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


def _edge_texts(edges: Sequence[int], digits: int) -> list[str]:
    """Return the ends of ranges with as many decimals as one of them needs."""
    unit = 10**digits
    needed = next(count for count in range(digits + 1) if all(edge * 10**count % unit == 0 for edge in edges))
    return [text(edge * 10**needed // unit, needed) for edge in edges]


def _right(title: str, cells: Sequence[str]) -> Printed:
    return Printed(title, cells, max(cell_len(cell) for cell in (title, *cells)), to_the_left=False)

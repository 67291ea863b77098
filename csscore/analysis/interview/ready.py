"""A ready-made scheme as the beginning of a draft; one that says what a draft has no words for is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.draft import Draft, DraftGate, DraftMetric
from csscore.problems import Place
from csscore.scheme.kinds import number
from csscore.scheme.lookup import find
from csscore.scheme.nodes import Mapping, Scalar, Sequence, compose, flow
from csscore.words import listed

if TYPE_CHECKING:
    from csscore.problems import Problems
    from csscore.scheme.nodes import Node
    from csscore.words import Lang

_KEPT = frozenset({"csscore", "name", "title", "version", "source", "metrics", "gates", "rank", "pay"})
"""Parts of a scheme that a draft has words for."""


def like(name: str, draft: Draft, problems: Problems, lang: Lang) -> Draft:
    """Return the draft with what a scheme says.

    Raises
    ------
    Rejected
        Where there is no such scheme, or it says more than a draft can hold (S390): groups, params, several versions.
    """
    source = find(name, problems)
    root = None if source is None else compose(source.text, source.file, problems)
    problems.reject()
    assert isinstance(root, Mapping)  # noqa: S101 - else there was an error
    more = [key.text for key, _ in root if key.text not in _KEPT]
    metrics = root.get("metrics")
    entries = [(key.text, node) for key, node in metrics if isinstance(node, Mapping)] if isinstance(metrics, Mapping) else []
    more += [key for key, node in entries if node.get("metrics") is not None or node.get("weight") is None]
    if more and source is not None:
        problems.add("S390", Place(source.file), scheme=name, parts=listed(more))
        problems.reject()
    rank = root.get("rank")
    tie = rank.get("break") if isinstance(rank, Mapping) else None
    first = tie.items[0] if isinstance(tie, Sequence) and tie.items else tie
    return Draft(
        name=draft.name,
        title=_title(root.get("title"), lang) or draft.title,
        metrics=tuple(_metric(key, node, lang) for key, node in entries),
        gates=tuple(_gate(node, lang) for node in _items(root.get("gates")) if isinstance(node, Mapping)),
        tie_break=first.text if isinstance(first, Scalar) else "",
        pay=tuple(flow(_in_lang(node, lang)) for node in _items(root.get("pay"))),
    )


def _metric(name: str, node: Mapping, lang: Lang) -> DraftMetric:
    weight = node.get("weight")
    points = node.get("points")
    return DraftMetric(
        name,
        _title(node.get("title"), lang) or name,
        flow(node.get("value") or Scalar(name, quoted=False, place=Place())),
        _text(node.get("unit")) or "number",
        _text(node.get("better")) or "higher",
        (number(weight.text) if isinstance(weight, Scalar) else None) or number("0") or 0,  # type: ignore[arg-type]
        "" if points is None else flow(points),
        ready=True,
    )


def _gate(node: Mapping, lang: Lang) -> DraftGate:
    then = node.get("then")
    return DraftGate(_title(node.get("name"), lang), _text(node.get("when")), "unranked" if then is None else flow(then))


def _items(node: Node | None) -> tuple[Node, ...]:
    return () if node is None else node.items if isinstance(node, Sequence) else (node,)


def _in_lang(node: Node, lang: Lang) -> Node:
    """Return a pay line with its title in one language."""
    if not isinstance(node, Mapping):
        return node
    title = node.get("title")
    said = Scalar(_title(title, lang), quoted=True, place=node.place)
    entries = ((key, said if value is title else value) for key, value in node)
    return Mapping(tuple(entries), node.place)


def _title(node: Node | None, lang: Lang) -> str:
    inner = node.get(lang) if isinstance(node, Mapping) else node
    return _text(inner)


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""

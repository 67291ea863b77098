"""Who is ranked with whom: the labels of `rank.within` as cohort numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from csscore.read.likeness import like_label, spellings
from csscore.words import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from csscore.measure.elements import Elements
    from csscore.problems import Problems
    from csscore.scheme.model import Rank

NONE = "–"
"""The label of people for whom a cohort column says nothing; a sign that reads the same in every language."""


def labels_of(rank: Rank, pool: Elements, problems: Problems) -> dict[str, NDArray[np.object_]]:
    """Return each agent's label in each column of `rank.within`; nothing becomes `NONE` and is reported (D361)."""
    found: dict[str, NDArray[np.object_]] = {}
    for name in rank.within:
        if not pool.has(name):
            problems.add("D320", rank.places.get("within", rank.place), name=name, near="")
            continue
        labels = pool.texts(name)
        nothing = np.asarray(labels == None, dtype=np.bool_)  # noqa: E711 - elementwise
        if bool(nothing.any()):
            agents = listed([str(agent) for agent in pool.labels[nothing]])
            problems.add("D361", rank.places.get("within", rank.place), group=name, column=name, agents=agents, label=NONE)
        found[name] = _one_spelling(name, np.where(nothing, NONE, labels), rank, problems)
    return found


def _one_spelling(name: str, labels: NDArray[np.object_], rank: Rank, problems: Problems) -> NDArray[np.object_]:
    """Write labels that differ only in width, case and spaces in one way (D317); warn of others that look alike (D318)."""
    place, texts = rank.places.get("within", rank.place), labels.tolist()
    best = spellings(texts)
    several: dict[str, list[str]] = {}
    alike: dict[str, set[str]] = {}
    for text, label in best.items():
        several.setdefault(label, []).append(text)
        alike.setdefault(like_label(label), set()).add(label)
    for label, written in sorted(several.items()):
        if len(written) > 1:
            others = listed([f"“{text}”" for text in sorted(written) if text != label])
            problems.add("D317", place, group=f"{name} {label}", column=name, label=label, others=others)
    for group in sorted(sorted(group) for group in alike.values()):
        if len(group) > 1:
            labels_ = listed([f"“{text}”" for text in group])
            problems.add("D318", place, group=f"{name} {group[0]}", column=name, labels=labels_)
    return labels if len(several) == len(best) else np.array([best[text] for text in texts], dtype=object)


def codes_of(labels: Mapping[str, NDArray[np.object_]], count: int) -> NDArray[np.intp]:
    """Give the cohorts numbers from 0, in order of their labels by code point."""
    if not labels:
        return np.zeros(count, dtype=np.intp)
    combined = np.zeros(count, dtype=np.intp)
    for column in labels.values():
        texts = column.tolist()
        number = {text: code for code, text in enumerate(sorted(set(texts)))}
        combined = combined * len(number) + np.fromiter(map(number.__getitem__, texts), dtype=np.intp, count=count)
    codes: NDArray[np.intp] = np.unique(combined, return_inverse=True)[1]
    return codes

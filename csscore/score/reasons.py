"""Why an agent is not ranked, in one sentence each; the decision itself is made elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from csscore.result import Sentence
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.exact.fixed import Mask
    from csscore.scheme.model import Scheme
    from csscore.score.pointing import Pointed
    from csscore.score.weights import Leaf


def reasons(
    scheme: Scheme, metrics: Sequence[Leaf], pointed: Pointed, fired: Sequence[Mask], who: Mask, unordered: Mask
) -> Sentence:
    """Return for everybody who is not ranked: the metrics that are missing, and the gates that left them out."""
    titles = {leaf.name: leaf.title for leaf in metrics}
    missing = [(titles[name], mask) for name, mask in pointed.lacking.items()]
    if scheme.rank.order != "score" and scheme.rank.order not in pointed.lacking:
        missing.append((titles[scheme.rank.order], unordered))
    barred = [(gate.because or gate.name, mask) for gate, mask in zip(scheme.gates, fired, strict=True) if gate.then.unranked]
    out = np.flatnonzero(~who)
    which = np.where(who, np.int8(-1), np.int8(0))
    if not len(out):
        return Sentence((), which)
    causes = np.array([mask[out] for _, mask in (*missing, *barred)], dtype=bool).reshape(-1, len(out))
    patterns, code = np.unique(causes.T, axis=0, return_inverse=True)
    sentences = np.empty(len(patterns), dtype=object)
    for i, pattern in enumerate(patterns):
        sentences[i] = _sentence(
            [words for (words, _), on in zip(missing, pattern[: len(missing)], strict=True) if on],
            [words for (words, _), on in zip(barred, pattern[len(missing) :], strict=True) if on],
        )
    column = np.empty(len(who), dtype=object)
    column[out] = sentences[code.reshape(-1)]
    return Sentence((Words("{reason}", "{reason}"),), which, {"reason": column})


def _sentence(missing: list[Words], barred: list[Words]) -> Words:
    zh = [f"缺少{'、'.join(words.zh for words in missing)}"] if missing else []
    en = [f"no value for {', '.join(words.en for words in missing)}"] if missing else []
    zh += [f"未达门槛：{words.zh}" for words in barred]
    en += [f"kept out by a gate: {words.en}" for words in barred]
    return Words("；".join(zh) or "算不出总分", "; ".join(en) or "no score could be computed")

"""Is a scheme fit to pay on? Computes the month once and asks it every question; it judges nothing itself."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from csscore.analysis.audit import QUESTIONS
from csscore.analysis.audit.asked import Asked
from csscore.analysis.audit.groups import USUAL, of_days
from csscore.analysis.audit.settings import shocks_of, spreads_of
from csscore.analysis.audit.sources import BUYERS
from csscore.arguments import TEXTS, checked, files_of
from csscore.auditing import Audit
from csscore.concealing import RANKED, UNRANKED, concealed, labels
from csscore.exact.fixed import MISSING
from csscore.measure.plan import Purpose
from csscore.pipeline import compute
from csscore.problems import Problems
from csscore.sentences import sentences
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from csscore.auditing import Section
    from csscore.pipeline import Run
    from csscore.scheme.model import Scheme

say = sentences(__file__)

FEWEST_DRAWS: Final = 100
MOST_DRAWS: Final = 1_000_000


@checked(by=TEXTS)
def audit(
    data: str | Sequence[str] | pd.DataFrame,
    scheme: Scheme | str,
    *,
    by: Sequence[str] = (),
    shocks: Sequence[str] = (),
    spreads: Mapping[str, str] | None = None,
    seed: int = 0,
    draws: int = 2000,
    sobol: bool = False,
    suggest: bool = False,
    only: Sequence[str] = (),
    anonymous: bool = False,
    **options: Any,
) -> Audit:
    """Tell whether a scheme is fit to pay on, by what it does to these figures.

    Parameters
    ----------
    data, scheme, options
        As of `csscore.rank`.
    by
        Columns of the files or the roster whose groups are compared (shift, shop, months of service). Where none is given:
        the scheme's cohorts, and what the roster says of team, shop, role, status and day of joining.
    shocks
        Seasons to try, each as ``METRIC=*0.6`` or ``METRIC=+5``, several at once separated by commas; numbers are in the
        metric's unit, as in expressions (``+5`` seconds, ``-2%`` of a rate). A usual season where none is given.
    spreads
        By metric, the standard deviation of one contact, where the files carry means only: ``{"response": "12"}``.
    seed, draws
        For what rests on chance; the same seed gives the same result. `draws` is from 100 to 1,000,000.
    sobol
        Whether the (longer) indices of weights and normalisation are wanted.
    suggest
        Whether weights are wanted under which every metric counts for what the scheme says.
    only
        The questions to ask, by their keys (``weights``, ``luck`` …); all of them by default.
    anonymous
        Name nobody in what is found: places stand for people. What was noticed (`problems`) speaks of them as ever.

    Raises
    ------
    Rejected
        With everything that is wrong with the scheme or the data; if a shock or a spread is not understood (A130-A133),
        `draws` or `seed` is out of range (A134, A136), a question is unknown (A137), or nobody is ranked (A135).
    """
    problems = Problems()
    if not FEWEST_DRAWS <= draws <= MOST_DRAWS:
        problems.add("A134", None, draws=draws, least=FEWEST_DRAWS, most=MOST_DRAWS)
    if seed < 0:
        problems.add("A136", None, seed=seed)
    questions = _questions(only, problems)
    problems.reject()
    chance, mixes = (not only or key in only for key in ("luck", "groups"))
    columns = tuple(by) or USUAL
    purpose = Purpose(tuple(by), columns if mixes else (), tuple(filter(of_days, columns)), chance, BUYERS if chance else ())
    run = compute(data, scheme, purpose=purpose, **options)
    if not bool((run.result.ranks != MISSING).any()):
        problems.add("A135", None, people=len(run.result))
    asked = Asked(
        run=run,
        called=_places(run) if anonymous else tuple(same(str(name)) for name in _names(run)),
        concealed=_concealed(run) if anonymous else {},
        seed=seed,
        draws=draws,
        shocks=shocks_of(shocks, run.scheme, problems),
        by=tuple(by),
        spreads=spreads_of(spreads or {}, run.scheme, problems),
        sobol=sobol or "sobol" in only,
        suggest=suggest or "suggest" in only,
    )
    problems.reject()
    sections = (question(asked) for key, question in questions.items() if _is_wanted(key, only, suggest=suggest))
    said = _answer(asked, data, tuple(options.get("sets", ())), tuple(section for section in sections if section is not None))
    return replace(said, names=_hidden(asked)) if anonymous else said


def _questions(only: Sequence[str], problems: Problems) -> Mapping[str, Callable[[Asked], Section | None]]:
    """Return all questions by key; what is asked for and is none is reported."""
    questions = {str(getattr(question, "__name__", "")): question for question in QUESTIONS}
    for key in only:
        if key not in questions:
            close = get_close_matches(key, questions, n=1)
            near = say("did_you_mean", close=close[0]) if close else same("")
            problems.add("A137", None, key=key, near=near, known=listed(list(questions), most=len(questions)))
    return questions


def _is_wanted(key: str, only: Sequence[str], *, suggest: bool) -> bool:
    return not only or key in only or (key == "suggest" and suggest)


def _answer(asked: Asked, data: Any, sets: tuple[str, ...], sections: tuple[Section, ...]) -> Audit:
    """Return what was found, with what it was found in."""
    result = asked.run.result
    return Audit(
        scheme=result.scheme,
        sets=sets,
        data=files_of(data),
        period=result.period,
        currency=result.currency,
        score_digits=result.score_digits,
        money_digits=result.money_digits,
        agents=len(result),
        ranked=int((result.ranks != MISSING).sum()),
        seed=asked.seed,
        draws=asked.draws,
        sections=sections,
        problems=result.problems,
    )


def _names(run: Run) -> list[str]:
    """Return everybody's name, with the id where two share one; in `Measured` order."""
    names = [str(name) for name in run.measured.names]
    ids = [str(agent) for agent in run.measured.agents]
    counts = {name: names.count(name) for name in set(names)} if names != ids else {}
    return [own if counts.get(name, 1) > 1 else name for name, own in zip(names, ids, strict=True)]


def _concealed(run: Run) -> dict[str, str]:
    """Return what stands for cohorts that are one person."""
    columns = run.measured.cohort_labels
    cohorts = (dict(zip(columns, map(str, cells), strict=True)) for cells in zip(*columns.values(), strict=True))
    return concealed(zip(cohorts, (run.scored.ranks != MISSING).tolist(), strict=True)) if columns else {}


def _hidden(asked: Asked) -> dict[str, Words]:
    """Return what stands for everybody's id and name, and for cohorts that are one person."""
    people = asked.run.measured
    called = {
        str(text): label for texts in (people.agents, people.names) for text, label in zip(texts, asked.called, strict=True)
    }
    return {**{label: same(mask) for label, mask in asked.concealed.items()}, **called}


def _places(run: Run) -> tuple[Words, ...]:
    """Return everybody's place as her name, all different; numbered in the order in which results are published."""
    ranks = run.scored.ranks
    order = np.lexsort((np.arange(len(ranks)), np.where(ranks == MISSING, len(ranks) + 1, ranks))).tolist()
    places = [(UNRANKED, 0) if rank == MISSING else (RANKED, rank) for rank in ranks[order].tolist()]
    called = dict(zip(order, labels(places), strict=True))
    return tuple(called[i] for i in range(len(ranks)))

"""csscore: agent scores, ranks and rank bonuses from the exports of customer-service systems.

>>> import csscore
>>> result = csscore.rank("samples/march.xlsx", "presale")
>>> result.to_frame().head()  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = [
    "Problem",
    "Refused",
    "Rejected",
    "Result",
    "amend",
    "approve",
    "audit",
    "backtest",
    "check",
    "diff",
    "explain",
    "inspect",
    "load_scheme",
    "lock",
    "prune",
    "rank",
    "reconcile",
    "reopen",
    "rows",
    "run",
    "runs",
    "slips",
    "so_far",
    "trend",
    "try_schemes",
    "verify",
    "year",
]

if TYPE_CHECKING:
    from csscore.analysis.audit.run import audit
    from csscore.analysis.backtest import backtest
    from csscore.analysis.diff import diff
    from csscore.analysis.explain import explain
    from csscore.analysis.reconciling.run import reconcile
    from csscore.analysis.rows import rows
    from csscore.analysis.slips import slips
    from csscore.analysis.testing import try_schemes
    from csscore.analysis.trend import trend
    from csscore.analysis.unfinished.run import so_far
    from csscore.books.amending import amend
    from csscore.books.pruning import prune
    from csscore.books.running import run
    from csscore.books.states import approve, lock, reopen
    from csscore.books.store import Refused
    from csscore.books.verifying import verify
    from csscore.books.yearly import runs, year
    from csscore.pipeline import check, inspect, rank
    from csscore.problems import Problem, Rejected
    from csscore.result import Result
    from csscore.rules import load_scheme

_HOMES = {
    "Problem": "csscore.problems",
    "Refused": "csscore.books.store",
    "Rejected": "csscore.problems",
    "Result": "csscore.result",
    "amend": "csscore.books.amending",
    "approve": "csscore.books.states",
    "audit": "csscore.analysis.audit.run",
    "backtest": "csscore.analysis.backtest",
    "check": "csscore.pipeline",
    "diff": "csscore.analysis.diff",
    "explain": "csscore.analysis.explain",
    "inspect": "csscore.pipeline",
    "load_scheme": "csscore.rules",
    "lock": "csscore.books.states",
    "prune": "csscore.books.pruning",
    "rank": "csscore.pipeline",
    "reconcile": "csscore.analysis.reconciling.run",
    "reopen": "csscore.books.states",
    "rows": "csscore.analysis.rows",
    "run": "csscore.books.running",
    "runs": "csscore.books.yearly",
    "slips": "csscore.analysis.slips",
    "so_far": "csscore.analysis.unfinished.run",
    "trend": "csscore.analysis.trend",
    "try_schemes": "csscore.analysis.testing",
    "verify": "csscore.books.verifying",
    "year": "csscore.books.yearly",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used, so that ``import csscore`` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'csscore' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)

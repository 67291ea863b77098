"""csscore: agent scores, ranks and rank bonuses from the exports of customer-service systems.

>>> import csscore
>>> result = csscore.rank("samples/march.xlsx", "presale")
>>> result.to_frame().head()  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = [
    "Problem",
    "Rejected",
    "Result",
    "audit",
    "backtest",
    "check",
    "diff",
    "explain",
    "load_scheme",
    "rank",
    "reconcile",
    "rows",
    "slips",
    "so_far",
    "trend",
]

if TYPE_CHECKING:
    from csscore.analysis.audit.run import audit
    from csscore.analysis.backtest import backtest
    from csscore.analysis.diff import diff
    from csscore.analysis.explain import explain
    from csscore.analysis.reconciling.run import reconcile
    from csscore.analysis.rows import rows
    from csscore.analysis.slips import slips
    from csscore.analysis.trend import trend
    from csscore.analysis.unfinished.run import so_far
    from csscore.pipeline import check, load_scheme, rank
    from csscore.problems import Problem, Rejected
    from csscore.result import Result

_HOMES = {
    "Problem": "csscore.problems",
    "Rejected": "csscore.problems",
    "Result": "csscore.result",
    "audit": "csscore.analysis.audit.run",
    "backtest": "csscore.analysis.backtest",
    "check": "csscore.pipeline",
    "diff": "csscore.analysis.diff",
    "explain": "csscore.analysis.explain",
    "load_scheme": "csscore.pipeline",
    "rank": "csscore.pipeline",
    "reconcile": "csscore.analysis.reconciling.run",
    "rows": "csscore.analysis.rows",
    "slips": "csscore.analysis.slips",
    "so_far": "csscore.analysis.unfinished.run",
    "trend": "csscore.analysis.trend",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used, so that ``import csscore`` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'csscore' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)

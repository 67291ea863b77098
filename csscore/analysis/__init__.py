"""What can be asked of a computed run: why somebody got what she got, what would have changed it; no score is made here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.on_demand import modules_of

if TYPE_CHECKING:
    from csscore.analysis import adding as adding
    from csscore.analysis import audit as audit
    from csscore.analysis import backtest as backtest
    from csscore.analysis import cases as cases
    from csscore.analysis import diff as diff
    from csscore.analysis import explain as explain
    from csscore.analysis import finding as finding
    from csscore.analysis import interview as interview
    from csscore.analysis import periods as periods
    from csscore.analysis import reconciling as reconciling
    from csscore.analysis import rows as rows
    from csscore.analysis import slips as slips
    from csscore.analysis import strengths as strengths
    from csscore.analysis import supposing as supposing
    from csscore.analysis import testing as testing
    from csscore.analysis import trend as trend
    from csscore.analysis import unfinished as unfinished

__getattr__ = modules_of(__name__)

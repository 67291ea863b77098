"""The monthly books: results that can be proved, kept, approved and corrected; it computes no score and no amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.on_demand import modules_of

if TYPE_CHECKING:
    from csscore.books import amending as amending
    from csscore.books import disputes as disputes
    from csscore.books import payroll as payroll
    from csscore.books import pruning as pruning
    from csscore.books import record as record
    from csscore.books import running as running
    from csscore.books import starting as starting
    from csscore.books import states as states
    from csscore.books import store as store
    from csscore.books import verify as verify
    from csscore.books import verifying as verifying
    from csscore.books import yearly as yearly

__getattr__ = modules_of(__name__)

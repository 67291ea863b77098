"""What people and programs get to see of a `Result`; nothing here computes a score or an amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csscore.on_demand import modules_of

if TYPE_CHECKING:
    from csscore.report import anonymous as anonymous
    from csscore.report import around as around
    from csscore.report import audit as audit
    from csscore.report import backtest as backtest
    from csscore.report import blocks as blocks
    from csscore.report import csv as csv
    from csscore.report import describe as describe
    from csscore.report import difference as difference
    from csscore.report import document as document
    from csscore.report import explanation as explanation
    from csscore.report import explanation_json as explanation_json
    from csscore.report import frame as frame
    from csscore.report import json as json
    from csscore.report import markdown as markdown
    from csscore.report import names as names
    from csscore.report import page as page
    from csscore.report import plain as plain
    from csscore.report import plot as plot
    from csscore.report import problems as problems
    from csscore.report import quantities as quantities
    from csscore.report import reading as reading
    from csscore.report import reconciliation as reconciliation
    from csscore.report import rows as rows
    from csscore.report import scheme_form as scheme_form
    from csscore.report import scheme_tests as scheme_tests
    from csscore.report import slips as slips
    from csscore.report import starter as starter
    from csscore.report import starter_draft as starter_draft
    from csscore.report import starter_test as starter_test
    from csscore.report import terminal as terminal
    from csscore.report import trend as trend
    from csscore.report import unfinished as unfinished
    from csscore.report import view as view
    from csscore.report import weights as weights
    from csscore.report import workbook as workbook

__getattr__ = modules_of(__name__)

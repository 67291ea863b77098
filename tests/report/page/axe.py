"""axe-core in a page: what keeps people from reading or using it, in light and in dark."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.report.page.browser import Page

SERIOUS = """axe.run(document, {preload: false, resultTypes: ["violations"], OPTIONS}).then((found) => found.violations
  .filter((rule) => ["serious", "critical"].includes(rule.impact))
  .flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target} ${node.html.slice(0, 200)} ${node.failureSummary}`)))"""
COLOURS = 'runOnly: ["color-contrast"]'


def serious(page: Page) -> list[str]:
    """Return each serious or critical finding: the rule, the element, and what would have to be otherwise."""
    pytest.importorskip("axe_core_python", reason="axe-core-python is not installed")
    page.run((files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8") + "; 0")
    found = page.run(SERIOUS.replace("OPTIONS", ""))
    page.dark(True)
    found += page.run(SERIOUS.replace("OPTIONS", COLOURS))
    page.dark(False)
    return found

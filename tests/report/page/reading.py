"""What a page shows, read as a person would; and the same from the JSON of the command line."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.report.page.browser import Page

_ROWS = """(() => {
  const size = document.getElementById("size");
  if (size) { size.value = "500"; size.dispatchEvent(new Event("change")); }
  return [...document.querySelectorAll("#table tbody tr[data-agent]")].map((row) =>
    Object.fromEntries([...row.querySelectorAll("[data-column]")].map((cell) => {
      const plain = cell.cloneNode(true);
      plain.querySelectorAll(".move").forEach((part) => part.remove());
      return [cell.dataset.column, plain.textContent.trim()];
    })));
})()"""


def table(page: Page, *columns: str) -> dict[str, tuple[str, ...]]:
    """Return cells by agent, thousands without their commas, – for missing; a scheme that pays nothing has no column of pay."""
    rows = page.run(_ROWS)
    return {row.get("id", row["agent"]): tuple(row.get(column, "0.00").replace(",", "") for column in columns) for row in rows}


def standing(agents: list[dict[str, Any]], *keys: str) -> dict[str, tuple[str, ...]]:
    """Return the same of the JSON."""
    return {agent["agent"]: tuple("–" if agent[key] is None else str(agent[key]) for key in keys) for agent in agents}


def enter(page: Page, number: int, weight: str) -> None:
    """Type a weight into the box of one metric or group, counted from 0."""
    page.run(f"""(() => {{
      const box = document.querySelectorAll('#sliders input[type="number"]')[{number}];
      box.value = {json.dumps(weight)};
      box.dispatchEvent(new Event("change"));
    }})()""")


def drag(page: Page, number: int, weight: str) -> None:
    """Drag a slider."""
    page.run(f"""(() => {{
      const range = document.querySelectorAll('#sliders input[type="range"]')[{number}];
      range.value = {json.dumps(weight)};
      range.dispatchEvent(new Event("input"));
    }})()""")


def sets(page: Page) -> list[str]:
    """Return the command line that the page offers, as a shell would split it."""
    return shlex.split(page.run("document.getElementById('sets').textContent"))

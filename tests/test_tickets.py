"""Event rows of a help desk: the team figures that the author of the data published come out of csscore itself."""

from __future__ import annotations

import csv
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

import csscore

SCHEME = """
csscore: 1
name: teams
agent: [Team]
where: "not missing(Resolution_Hours)"
metrics:
  tickets:    {value: {count: rows}, unit: count, weight: 0}
  closed:     {value: {count: "Status == 'Closed'"}, unit: count, weight: 0}
  hours:      {value: {mean: Resolution_Hours}, better: lower, weight: 50, points: minmax}
  csat:       {value: {mean: Customer_CSAT}, weight: 50, points: minmax}
  sla:        {value: {share: "SLA_Met == 'Yes'"}, unit: percent, weight: 0}
  escalation: {value: {share: "Escalated == 'Yes'"}, unit: percent, better: lower, weight: 0}
"""


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
def test_published_team_figures(shared: Path, tmp_path: Path, engine: str) -> None:
    if engine == "duckdb":
        pytest.importorskip("duckdb", reason="the extra 'scale' is not installed")
    path = tmp_path / "teams.yaml"
    path.write_text(SCHEME, encoding="utf-8")
    result = csscore.rank(str(shared / "tickets" / "customer_support_tickets.csv"), str(path), engine=engine)
    found = result.to_frame().set_index("agent")
    with (shared / "tickets" / "team _performance.csv").open(encoding="utf-8-sig", newline="") as file:
        published = {row["Team"]: row for row in csv.DictReader(file)}
    assert set(found.index) == set(published)
    columns = {
        "tickets": ("Total_Tickets", 1),
        "closed": ("Closed_Tickets", 1),
        "hours": ("Avg_Resolution_Hours", 1),
        "csat": ("Avg_CSAT", 1),
        "sla": ("SLA_Percentage", 100),
        "escalation": ("Escalation_Rate", 100),
    }
    for team, row in published.items():
        for metric, (title, times) in columns.items():
            value = Decimal(repr(float(found.loc[team, metric]))) * times
            shown = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
            assert abs(shown - Decimal(row[title])) <= Decimal("0.01" if shown != value else "0"), (team, metric)
            assert abs(value - Decimal(row[title])) <= Decimal("0.005") or metric in {"tickets", "closed"}, (team, metric)

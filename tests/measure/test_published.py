"""Figures that the author of a public data set printed: by team, by priority, by category, and for everybody together."""

from __future__ import annotations

import csv
from decimal import ROUND_HALF_UP, Decimal

import pytest

from csscore.measure.evaluate import number
from csscore.measure.measuring import measure
from csscore.measure.plan import compiled
from csscore.problems import Problems
from csscore.read.load import load
from csscore.scheme.expression import parse

SCHEME = """csscore: 1
name: tickets
agent: [{agent}]
where: "not missing(Resolution_Hours)"
metrics:
  Total_Tickets: {{value: {{count: rows}}, unit: count, weight: 0}}
  Closed_Tickets: {{value: {{count: "Status == 'Closed'"}}, unit: count, weight: 0}}
  Avg_Resolution_Hours: {{value: {{mean: Resolution_Hours}}, better: lower, weight: 50, points: minmax}}
  Avg_First_Response_Minutes: {{value: {{mean: First_Response_Minutes}}, better: lower, weight: 0}}
  Avg_CSAT: {{value: {{mean: Customer_CSAT}}, weight: 50, points: minmax}}
  SLA_Percentage: {{value: {{share: "SLA_Met == 'Yes'"}}, unit: percent, weight: 0}}
  Escalation_Rate: {{value: {{share: "Escalated == 'Yes'"}}, unit: percent, better: lower, weight: 0}}
  Reopen_Rate: {{value: {{share: "Reopened == 'Yes'"}}, unit: percent, better: lower, weight: 0}}
"""
ALSO = {"SLA_Achievement_Percentage": "SLA_Percentage", "Ticket_Count": "Total_Tickets"}


def measured(bench, shared, agent):
    problems = Problems()
    scheme = bench.scheme(SCHEME.format(agent=agent))
    plan = compiled(scheme, problems)
    found = measure(plan, load([str(shared / "tickets" / "customer_support_tickets.csv")], plan.files, problems), problems)
    assert not problems.errors
    return found


def printed(value: float, metric: str, text: str) -> Decimal:
    """Round as the author's file is rounded, percentages to two decimals of a percent."""
    scaled = Decimal(repr(float(value))) * (100 if metric.endswith(("Percentage", "Rate")) else 1)
    places = min(len(text.partition(".")[2]), 2)
    return scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("agent", "file", "people"),
    [
        ("Team", "team _performance.csv", 10),
        ("Priority", "priority_analysis.csv", 4),
        ("Issue_Category", "issue_category.csv", None),
    ],
)
def test_figures_by_group(bench, shared, agent, file, people):
    found = measured(bench, shared, agent)
    with (shared / "tickets" / file).open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(found) == len(rows)
    position = {name: i for i, name in enumerate(found.agents.tolist())}
    for row in rows:
        for column, text in row.items():
            metric = ALSO.get(column, column)
            if column != agent:
                assert printed(found.values[metric][position[row[agent]]], metric, text) == Decimal(text), (row[agent], column)


def test_figures_of_everybody_are_the_teams(bench, shared):
    found = measured(bench, shared, "Agent_ID")
    assert len(found) == 150
    with (shared / "tickets" / "kpi_summary.csv").open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    checked = 0
    for column, text in row.items():
        metric = ALSO.get(column, column)
        if metric in found.values:
            together = number(parse(f"team({metric})", None, Problems()), found.scope)
            assert len(set(together.tolist())) == 1
            assert printed(float(together[0]), metric, text) == Decimal(text), column
            checked += 1
    assert checked == 8

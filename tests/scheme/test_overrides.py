"""``--set PATH=VALUE``."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from csscore.scheme.model import Group, Metric

from .loading import HEAD, of_text, sound

if TYPE_CHECKING:
    from pathlib import Path

TEAM = (
    HEAD
    + """\
params: {shop_price: 182.5}
where: sales > shop_price
columns: {"店.铺": [店铺]}
metrics:
  sales: {value: sales, unit: money, weight: 60, points: {bands: {">=100": 100, else: 0}}}
  service:
    weight: 40
    metrics:
      response: {value: response_seconds, unit: seconds, better: lower, weight: 100, points: minmax}
      deep:
        weight: 0
        metrics: {csat: {value: satisfaction, unit: percent, weight: 0}}
rank: {within: [店.铺]}
pay:
  - ladder: {first: 2500, last: 1500}
  - fixed: 300
"""
)


@pytest.fixture
def team(here: Path) -> Any:
    def with_(*sets: str) -> Any:
        return sound(TEAM, here, *sets)

    return with_


def metric(scheme: Any, *path: str) -> Metric:
    found = scheme.metrics[path[0]]
    for name in path[1:]:
        assert isinstance(found, Group)
        found = found.metrics[name]
    assert isinstance(found, Metric)
    return found


def test_numbers_and_words(team: Any) -> None:
    assert team("params.shop_price=190").params == {"shop_price": Fraction(190)}
    assert team("metrics.sales.unit=count").metrics["sales"].unit == "count"
    assert team("pay[0].ladder.first=2600").pay[0].rule.steps.first == 2600
    assert team("pay[1].fixed=500").pay[1].rule.amount == 500


def test_a_key_that_may_be_added(team: Any) -> None:
    assert team("score.digits=1").score.digits == 1
    assert team("rank.ties=dense").rank.ties == "dense"
    assert team("money.unit=1").money.unit == 1
    assert team("effective.from=2026-03-01").effective.from_.isoformat() == "2026-03-01"


def test_several_in_turn(team: Any) -> None:
    scheme = team("metrics.sales.weight=70", "metrics.service.weight=30", "metrics.sales.weight=70")
    assert [item.weight for item in scheme.metrics.values()] == [70, 30]


def test_inside_groups_by_the_whole_path_or_by_name(team: Any) -> None:
    for path in ("metrics.service.metrics.response.title", "metrics.response.title"):
        assert metric(team(f"{path}=Speed"), "service", "response").title == ("Speed", "Speed")
    for path in ("metrics.service.metrics.deep.metrics.csat.title", "metrics.service.metrics.csat.title", "metrics.csat.title"):
        assert metric(team(f"{path}=x"), "service", "deep", "csat").title == ("x", "x")


def test_values_that_are_yaml(team: Any) -> None:
    scheme = team("metrics.response.points={linear: {worst: 60s, best: 20s}}", "rank.break=[sales, response]", "title='售: 前'")
    assert metric(scheme, "service", "response").points.rule.worst == 60
    assert scheme.rank.break_ == ("sales", "response")
    assert scheme.title == ("售: 前", "售: 前")


def test_a_value_keeps_its_equals_signs(team: Any) -> None:
    assert team("where=sales == shop_price").where.text == "sales == shop_price"


def test_odd_keys_stand_in_backticks(team: Any) -> None:
    assert team("columns.`店.铺`=[门店]").columns["店.铺"].headers == ("门店",)
    bands = metric(team("metrics.sales.points.bands.`>=100`=90"), "sales").points.rule.bands
    assert [(band.text, band.points) for band in bands] == [(">=100", 90), ("else", 0)]


def test_a_new_metric(team: Any) -> None:
    scheme = team("metrics.praise={value: praise, weight: 0}")
    assert list(scheme.metrics) == ["sales", "service", "praise"]


def test_one_entry_without_a_list_is_entry_0(here: Path) -> None:
    text = HEAD + "metrics: {sales: {value: sales, weight: 100, points: minmax}}\npay: {fixed: 300}\n"
    assert sound(text, here, "pay[0].fixed=400").pay[0].rule.amount == 400


def test_include_is_set_before_anything_is_read(here: Path) -> None:
    (here / "ours.yaml").write_text("agent: [店员]\n", encoding="utf-8")
    scheme = sound(TEAM, here, "include=[ours.yaml]")
    assert scheme.dictionary is not None
    assert scheme.dictionary.agent == ("店员",)


@pytest.mark.parametrize(
    ("set_", "said"),
    [
        ("metrics.sales.weigth=40", "S101: metric 'sales' has no setting 'weigth'; did you mean 'weight'?"),
        ("scroe.digits=1", "S101: the scheme has no setting 'scroe'; did you mean 'score'?"),
        ("metrics.sales.weight=forty", "S104: found 'forty' where a number of at least 0 should stand"),
        ("metrics.sales.weight=", "S104: found nothing where a number of at least 0 should stand"),
        ("metrics.repsonse.weight=4", "S021: the scheme has no metrics.repsonse; did you mean metrics.response.weight?"),
        (
            "metrics.service.metrics.csta.weight=4",
            "S021: the scheme has no metrics.service.metrics.csta; did you mean metrics.csat.weight?",
        ),
        ("params.shop_prize=4", "S021: the scheme has no params.shop_prize; did you mean params.shop_price?"),
        ("columns.x=店", "S022: the scheme has no columns.x\n  it has: columns.店.铺"),
        ("pay[2].fixed=4", "S023: the scheme has no pay[2]\n  positions count from 0; there are: [0], [1]"),
        ("params.shop_price.x=4", "S024: params.shop_price is '182.5', with nothing inside"),
        ("pay.ladder.first=4", "S025: pay is a list: say which entry\n  positions count from 0, such as pay[0].ladder.first"),
        ("rank.break=[sales", "S001: not valid YAML: a list lacks a comma or its ]"),
        ("=4", "S020: this is not PATH=VALUE"),
        ("metrics..weight=4", "S020: this is not PATH=VALUE"),
        ("pay[x]=4", "S020: this is not PATH=VALUE"),
        ("metrics.sales", "S020: this is not PATH=VALUE"),
    ],
)
def test_what_can_not_be_set(set_: str, said: str, here: Path) -> None:
    _, problems = of_text(TEAM, here, set_)
    assert problems[0].startswith(f"--set {set_}: error {said}")
    assert len(problems) == 1


def test_the_sum_of_weights_is_checked_after_setting(here: Path) -> None:
    _, problems = of_text(TEAM, here, "metrics.sales.weight=70")
    assert problems[0].startswith(
        "team.yaml:7:3: error S301: the weights of the scheme sum to 110, not 100 (sales 70, service 40)"
    )

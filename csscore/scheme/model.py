"""What a scheme says, as forms; reading a scheme fills them, every other room only reads them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple, Self

from csscore.scheme.accepting import Accept
from csscore.scheme.currencies import digits_of
from csscore.scheme.days import Date, Days
from csscore.scheme.fairness import FairnessOptions
from csscore.scheme.forms import Form, Reader, Registry, carried, form, setting
from csscore.scheme.headers import AGENTS, COLUMNS, COUNTED_IN, UNITS, Dictionary, HeaderNames
from csscore.scheme.holding import Hold
from csscore.scheme.kinds import (
    Choice,
    Chosen,
    Expression,
    Flag,
    FormOf,
    ListOf,
    MapOf,
    Number,
    Plain,
    RuleOf,
    Text,
    Title,
    Whole,
    decimal_text,
    found,
    number,
    scalar,
)  # fmt: skip
from csscore.scheme.layout import Layout, LayoutKind
from csscore.scheme.nodes import Mapping, Node, Scalar
from csscore.words import Words, listed

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from csscore.scheme.expression import Expr

MONEY_UNITS = tuple(Fraction(unit) for unit in ("0.001", "0.01", "0.05", "0.1", "0.5", "1", "5", "10", "100"))
"""What money may be rounded to, in currency units."""
MISSING_POLICIES = ("unranked", "renormalise", "zero", "mean", "error")


@form
class ValueOptions(Form):
    """What may stand beside any value form."""

    noun: ClassVar[Words] = Words("“value”", "value")
    where: Expr | None = setting(
        Expression(gives="truth", of="row"), "只算满足条件的行", "only rows for which this holds", default=None
    )
    from_: str | None = setting(
        Text(), "另一个输入（--with NAME=FILE）", "another input (--with NAME=FILE)", default=None, key="from"
    )

    def spare(self) -> tuple[str, ...]:
        """Return the columns that the value can do without, where the files don't have them."""
        return ()

    @property
    def kept(self) -> int | None:
        """Return how many of an agent's rows count, chosen by their values; None where all do."""
        return None


VALUE = RuleOf("value", ValueOptions, Words("取值方式", "value form"))


class ValueKind:
    """How an agent's rows become one number: a column's name, or a value form."""

    def read(self, node: Node, reader: Reader) -> Chosen:
        """Return the chosen value form; a bare text is the column of that name."""
        column = reader.rules["value"].get("column")
        if isinstance(node, Scalar) and column is not None:
            scalar(node, reader, self.words())
            return Chosen(column.read(node, reader), ValueOptions(place=node.place))
        return VALUE.read(node, reader)

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema: text, or a value form."""
        return {"anyOf": [{"type": "string"}, VALUE.schema(rules)]}

    def words(self) -> Words:
        """Return what may stand here."""
        return Words("列名，或取值方式（sum、mean、ratio…）", "a column's name, or a value form (sum, mean, ratio …)")


COMPARED = ("mean", "median", "best", "team")
"""What `compare` knows by itself; anything else is a column, a param or a number."""


@form
class Compare(Form):
    """Turn the value into its ratio or difference to something first."""

    to: str = setting(
        Text(),
        "和什么比：mean、median、best、team、列名、参数或数字",
        "what to compare with: mean, median, best, team, a column, a param or a number",
    )
    as_: str = setting(Choice(("ratio", "difference")), "比值或差值", "ratio or difference", default="ratio", key="as")


@form
class PointsOptions(FairnessOptions):
    """What may stand beside any points rule."""

    noun: ClassVar[Words] = Words("“points”", "points")
    compare: Compare | None = setting(FormOf(Compare), "先和别的数比较", "first compare the value with something", default=None)
    switch: Switch | None = setting(FormOf(Form), "条件成立时换一种规则", "another rule where a condition holds", default=None)


POINTS = RuleOf("points", PointsOptions, Words("计分规则", "points rule"))


@form
class Switch(Form):
    """Another points rule where a condition holds."""

    when: Expr = setting(Expression(gives="truth"), "什么时候换", "when to switch")
    points: Chosen = setting(POINTS, "换成的规则", "the rule to switch to")


# `switch` holds a points rule, whose options hold `switch`: the circle is closed here
PointsOptions.settings()["switch"].kind = FormOf(Switch)


@form
class Metric(Form):
    """One thing that is measured and worth points."""

    value: Chosen = setting(ValueKind(), "怎样取值", "how the agent's rows become one number")
    points: Chosen | None = setting(
        POINTS, "值多少分；只展示（权重 0）时可省", "what the value is worth; may be left out where the weight is 0", default=None
    )
    title: Words | None = setting(Title(), "标题", "its title", default=None)
    unit: str = setting(
        Choice((*UNITS, *COUNTED_IN)),
        "单位；minutes、hours、days、ms 是时长，并说明那一列里没有单位的数按什么算",
        "its unit; minutes, hours, days and ms are durations, and say what numbers without a unit count in its column",
        default="number",
    )
    counted_in: str | None = carried(default=None)
    """What the column's numbers without a unit count, where that is said: ``unit`` is then ``seconds``."""
    better: str = setting(
        Choice(("higher", "lower")), "越高越好还是越低越好", "whether higher or lower is better", default="higher"
    )
    weight: Fraction | None = setting(Plain(least=0), "权重；sum 方式下不写", "its weight; none under method sum", default=None)
    missing: str | None = setting(
        Choice(MISSING_POLICIES),
        "缺数据时怎么办；renormalise 由同组其余的权重补足",
        "what to do when it is missing; renormalise: the other weights of its group fill up",
        default=None,
    )
    breakdown: tuple[str, ...] = setting(
        ListOf(Text()),
        "再按这些列（流失原因、商品）分开看，和同组、上月比；不影响得分；用于计数、合计、比率和平均",
        "columns (reason, product) by which it is shown apart, against the others and last month; scores nothing; for counts,"
        " sums, rates and means",
        default=(),
    )
    optional: bool = setting(
        Flag(),
        "导出里可以没有它的列：那就人人缺数据，用到它的门槛不触发，并说明；只用于权重 0 或 missing: renormalise 的指标",
        "its columns may be absent from the export: then it is missing for everybody and gates that need it don't fire, which is"
        " said; only for a metric of weight 0, or with missing: renormalise",
        default=False,
    )

    @classmethod
    def from_entries(cls, entries: Iterable[tuple[Scalar, Node]], node: Node, reader: Reader) -> Self:
        """Read the metric; minutes, hours, days and ms become seconds with a scale."""
        made = super().from_entries(entries, node, reader)
        if made.unit not in COUNTED_IN:
            return made
        if not made.value.rule.lasting():
            raise reader.refuse("S250", made.places["unit"], unit=made.unit)
        return made.but(unit="seconds", counted_in=made.unit)


@form
class Group(Form):
    """A group of metrics with a weight of its own."""

    metrics: dict[str, Metric | Group] = setting(FormOf(Form), "组里的指标", "the metrics of the group")
    title: Words | None = setting(Title(), "标题", "its title", default=None)
    weight: Fraction | None = setting(Plain(least=0), "权重", "its weight", default=None)
    method: str | None = setting(
        Choice(("mean", "geometric", "harmonic", "min")),
        "组内怎样合成；不写就和上一级一样",
        "how its metrics are combined; as its parent's if it is left out",
        default=None,
    )
    points: Chosen | None = setting(POINTS, "对组的总分再计分", "a rule that reshapes the group's total", default=None)


class MetricKind:
    """A metric, or a group of metrics if it has the key ``metrics``."""

    def read(self, node: Node, reader: Reader) -> Metric | Group:
        """Read whichever it is."""
        if isinstance(node, Mapping) and node.get("metrics") is not None:
            return Group.read(node, reader)
        return Metric.read(node, reader)

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return a reference: groups nest."""
        return {"$ref": "#/$defs/metric"}

    def words(self) -> Words:
        """Return what may stand here."""
        return Words("指标或指标组", "a metric or a group of metrics")


METRICS = MapOf(MetricKind(), each=Words("指标", "metric"))
Group.settings()["metrics"].kind = METRICS


class ScoreEffect(NamedTuple):
    """What a gate does to the score: ``set`` it to, keep it ``at_most``, or take off ``minus`` the amount."""

    verb: Literal["set", "at_most", "minus"]
    amount: Fraction


class ScoreEffectKind:
    """``0``, ``at_most 60`` or ``minus 5``."""

    def read(self, node: Node, reader: Reader) -> ScoreEffect:
        """Read the verb and its number."""
        given = scalar(node, reader, self.words())
        first, _, rest = given.text.strip().partition(" ")
        verb: Literal["set", "at_most", "minus"] = "at_most" if first == "at_most" else "minus" if first == "minus" else "set"
        amount = number(given.text if verb == "set" else rest)
        if amount and given.text.strip()[-1] in "%％‰":
            raise reader.refuse(
                "S407", node, text=rest or given.text, means=decimal_text(amount), meant=(rest or given.text)[:-1]
            )
        if amount is None or (verb == "minus" and amount <= 0):
            raise reader.refuse("S104", node, found=found(node), wanted=self.words())
        return ScoreEffect(verb, amount)

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^((at_most|minus) +)?[+-]?\d+(\.\d+)?$"}]}

    def words(self) -> Words:
        """Return what may stand here."""
        return Words("0、at_most 60（最多 60 分）或 minus 5（减 5 分）", "0, at_most 60 or minus 5")


@form
class Effect(Form):
    """What a gate does; exactly one of its settings."""

    noun: ClassVar[Words] = Words("“then”", "then")
    unranked: bool = setting(Flag(), "列出但不排名", "listed, not ranked", default=False)
    score: ScoreEffect | None = setting(
        ScoreEffectKind(), "总分：0、at_most 60、minus 5", "the score: 0, at_most 60, minus 5", default=None
    )
    rank: str | None = setting(Choice(("last",)), "排到最后", "put last", default=None)
    pay: Fraction | None = setting(
        Number(least=0, most=1), "浮动部分：0 或比例", "the variable pay: 0 or the share of it that is kept", default=None
    )
    flag: str | None = setting(Text(), "做标记", "raise a flag", default=None)


class EffectKind:
    """The bare word ``unranked``, or a mapping with one effect."""

    def read(self, node: Node, reader: Reader) -> Effect:
        """Read the effect."""
        if isinstance(node, Scalar) and node.text == "unranked":
            return Effect(unranked=True, place=node.place)
        if not isinstance(node, Mapping) or not node.entries:
            raise reader.refuse("S104", node, found=found(node), wanted=self.words())
        if len(node.entries) > 1:
            raise reader.refuse("S113", node.entries[1][0], keys=listed([key.text for key, _ in node]))
        effect = Effect.read(node, reader)
        if effect == Effect():  # {unranked: false}
            raise reader.refuse("S104", node.entries[0][1], found=found(node.entries[0][1]), wanted=self.words())
        return effect

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"anyOf": [{"const": "unranked"}, {**Effect.schema(rules), "minProperties": 1, "maxProperties": 1}]}

    def words(self) -> Words:
        """Return what may stand here."""
        return Words(
            "unranked、{score: …}、{rank: last}、{pay: …} 或 {flag: …}",
            "unranked, {score: …}, {rank: last}, {pay: …} or {flag: …}",
        )


@form
class Gate(Form):
    """A condition that overrides the weighted score."""

    name: Words = setting(Title(), "名称", "its name")
    when: Expr = setting(Expression(gives="truth"), "什么时候触发", "when it fires")
    then: Effect = setting(EffectKind(), "触发后怎样", "what it does")
    because: Words | None = setting(Title(), "理由", "the reason", default=None)
    excludes: bool = carried(default=False)
    """Whether it stands for an adjustment that leaves people out."""


@form
class Score(Form):
    """How points become the score."""

    method: str = setting(Choice(("mean", "sum", "geometric", "harmonic")), "合成方式", "how points are combined", default="mean")
    digits: int = setting(Whole(), "总分小数位", "decimals of the score", default=2)
    point_digits: int = setting(Whole(), "得分小数位", "decimals of the points", default=4)
    cap: Fraction | None = setting(Plain(), "总分上限", "the score is at most this", default=None)
    floor: Fraction | None = setting(Plain(), "总分下限", "the score is at least this", default=None)
    plus: tuple[str, ...] = setting(
        ListOf(Text()), "加权后再加的指标", "metrics whose points are added after weighting", default=()
    )


@form
class Rank(Form):
    """Who is ranked with whom, and how ties are broken."""

    within: tuple[str, ...] = setting(ListOf(Text()), "在哪些列内分别排名", "columns that make the cohorts", default=())
    ties: str = setting(Choice(("min", "dense", "max")), "并列怎样编号", "how ties are numbered", default="min")
    break_: tuple[str, ...] = setting(ListOf(Text()), "同分先看哪些指标", "metrics that break ties", default=(), key="break")
    order: str = setting(Text(), "按 score 或某个指标排", "score, or the metric to rank by", default="score")
    min_cohort: int | None = setting(Whole(), "少于多少人就提醒", "warn about cohorts smaller than this", default=None)


@form
class PayOptions(Form):
    """What may stand beside any pay rule."""

    noun: ClassVar[Words] = Words("“pay”", "pay")
    title: Words | None = setting(Title(), "名称", "the line's title", default=None)
    when: Expr | None = setting(Expression(gives="truth"), "什么人才有", "who gets it", default=None)
    prorate: Expr | None = setting(Expression(gives="number"), "按比例折算", "the share of it that is paid", default=None)
    at_most: Fraction | None = setting(Plain(), "最多", "at most", default=None)
    at_least: Fraction | None = setting(Plain(), "最少", "at least", default=None)
    across: str | None = setting(Choice(("all",)), "不分组，所有人一起", "all: everybody together, not by cohort", default=None)
    hold: Hold | None = setting(
        FormOf(Hold), "留一部分，过后由 csscore run 发", "part of it is held back, and released by csscore run", default=None
    )

    def check(self, reader: Reader) -> None:
        """Report a least above the most."""
        check_bounds(self, reader)


@form
class Limits(Form):
    """Bounds on the sum of an agent's lines, and on what everybody together costs."""

    noun: ClassVar[Words] = Words("“limits”", "limits")
    of: str = setting(
        Choice(("all", "variable")),
        "所有项目之和，还是只看浮动部分（不含 fixed）",
        "the sum of all lines, or of variable pay only (without fixed)",
        default="all",
    )
    at_most: Fraction | None = setting(Plain(), "每人最多", "at most for each", default=None)
    at_least: Fraction | None = setting(Plain(), "每人最少", "at least for each", default=None)
    budget: Fraction | None = setting(Plain(least=0), "所有人合计的预算", "the budget for everybody together", default=None)
    over_budget: str = setting(
        Choice(("error", "scale")), "超出预算时：报错，或按比例折减", "above the budget: refuse, or scale down", default="error"
    )
    recover: Fraction | None = setting(
        Number(least=0, most=1),
        "at_least 补的是预支：以后的月份，超过下限的部分里最多扣回多少，如 100%",
        "what at_least adds is an advance: the most that csscore run takes back of what later months earn above it, such as 100%",
        default=None,
    )

    def check(self, reader: Reader) -> None:
        """Report a least above the most, and an advance that there is none of (S394) or that may be cut again (S395)."""
        check_bounds(self, reader)
        if self.recover is not None and self.at_least is None:
            raise reader.refuse("S394", self.places["recover"])
        if self.recover is not None and self.budget is not None and self.over_budget == "scale":
            raise reader.refuse("S395", self.places["recover"])


def check_bounds(bounds: PayOptions | Limits, reader: Reader) -> None:
    """Report a least above the most."""
    least, most = bounds.at_least, bounds.at_most
    if least is not None and most is not None and least > most:
        from csscore.exact.fixed import fraction_text

        raise reader.refuse(
            "P211",
            bounds.places["at_least"],
            low="at_least",
            high="at_most",
            least=fraction_text(least),
            most=fraction_text(most),
        )


PAY = RuleOf("pay", PayOptions, Words("发放规则", "pay rule"))


@form
class Flagging(Form):
    """A flag raised on agents: promotion, retraining."""

    name: str = setting(Text(), "名称", "its name")
    when: Expr = setting(Expression(gives="truth"), "什么时候", "when it is raised")
    months: int | None = setting(Whole(least=1), "连续几个月", "how many months in a row", default=None)


class Zone:
    """A time zone, by name or offset."""

    def read(self, node: Node, reader: Reader) -> str:
        """Return the text; what is no zone is refused."""
        from csscore.zones import zone

        text = Text().read(node, reader)
        if zone(text) is None:
            raise reader.refuse("D411", node, text=text)
        return text

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema: text."""
        return Text().schema(rules)

    def words(self) -> Words:
        """Return what may stand here."""
        return Words('时区，如 Asia/Shanghai 或 "+08:00"', 'a time zone such as Asia/Shanghai or "+08:00"')


@form
class Period(Form):
    """Which column dates a row, and which days don't count."""

    date: tuple[str, ...] = setting(
        ListOf(Text()),
        "日期列；不写就用常见的（日期、统计日期……）",
        "headers of the date column; the usual ones by default",
        default=(),
    )
    except_: tuple[datetime.date, ...] = setting(
        Days(), "不计的日子；一段日子写成 2026-02-15..2026-02-23", "days that don't count", default=(), key="except"
    )
    whole_: tuple[str, ...] = setting(
        ListOf(Text()),
        "这些输入（--with）不按日期取舍，每一行都算：四月二日补考三月的试",
        "inputs (--with) of which every row counts, whatever its day: an exam for March that is sat on 2 April",
        default=(),
        key="whole",
    )
    zone: str | None = setting(
        Zone(),
        '按哪个时区算日子：Asia/Shanghai，或 "+08:00"；时间里写着别的时区的就换算',
        'whose days count: Asia/Shanghai, or "+08:00"; a stamp that says another zone is converted',
        default=None,
    )


FILES = "files"
"""How `unique` names the FILES beside further inputs."""


class UniqueKind:
    """Columns that tell the rows of the FILES apart, or such columns by input."""

    _columns = ListOf(Text())

    def read(self, node: Node, reader: Reader) -> dict[str, tuple[str, ...]]:
        """Read either form."""
        if isinstance(node, Mapping):
            return MapOf(self._columns).read(node, reader)
        return {FILES: self._columns.read(node, reader)}

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"anyOf": [self._columns.schema(rules), MapOf(self._columns).schema(rules)]}

    def words(self) -> Words:
        """Return what may stand here."""
        return Words(
            "列的列表，如 [order_id]，或按输入写，如 {exam: [paper]}",
            "a list of columns such as [order_id], or one for each input such as {exam: [paper]}",
        )


@form
class Effective(Form):
    """From when to when the scheme holds."""

    from_: datetime.date | None = setting(Date(), "从哪天起", "first day", default=None, key="from")
    to: datetime.date | None = setting(Date(), "到哪天止（含）", "last day, included", default=None)

    def check(self, reader: Reader) -> None:
        """Report a last day before the first."""
        if self.from_ and self.to and self.from_ > self.to:
            raise reader.refuse("S310", self.places["to"], first=self.from_.isoformat(), last=self.to.isoformat())


@form
class Money(Form):
    """How money is rounded."""

    unit: Fraction | None = setting(
        Number(),
        "发到多细：0.001、0.01、0.05、0.1、0.5、1、5、10 或 100；不写就按货币的最小单位（人民币 0.01，日元 1）",
        "the smallest amount that is paid: 0.001, 0.01, 0.05, 0.1, 0.5, 1, 5, 10 or 100; by default the currency's own"
        " (0.01 of CNY, 1 of JPY)",
        default=None,
    )

    def check(self, reader: Reader) -> None:
        """Report a unit that money does not have."""
        if self.unit is not None and self.unit not in MONEY_UNITS:
            raise reader.refuse("P212", self.places["unit"], unit=decimal_text(self.unit))


@form
class Scheme(Form):
    """A whole scheme, version 1 of the language."""

    noun: ClassVar[Words] = Words("方案", "the scheme")
    digest: str = carried(default="")
    """``sha256:`` and the hash of what the scheme says (see `csscore.scheme.digest`)."""
    tree: Mapping | None = carried(default=None)
    """What was read, after includes and ``--set``."""
    dictionary: Dictionary | None = carried(default=None)
    files: tuple[str, ...] = carried(default=())
    """The files that it was put together from, its own first, but the ready-made ones."""
    versions: tuple[Scheme, ...] = carried(default=())
    """All versions that the file holds, in the order of their days, where there are several (see `csscore.scheme.versions`)."""
    """The header names that the scheme takes from included files."""
    accept: tuple[Accept, ...] = setting(
        ListOf(FormOf(Accept), each=Words("接受的警告", "accepted warning")),
        "知道并接受的警告，写明理由；--strict 时不拦",
        "warnings that are known and accepted, with the reason; --strict lets them pass",
        default=(),
    )
    csscore: int = setting(Whole(least=1), "语言版本，现在是 1", "version of the language, now 1")
    name: str = setting(Text(), "短名", "short name")
    title: Words | None = setting(Title(), "标题", "title", default=None)
    version: str = setting(Text(), "方案版本", "version of the scheme", default="1")
    effective: Effective | None = setting(FormOf(Effective), "生效期", "when it holds", default=None)
    source: Words | None = setting(Title(), "出处", "where it comes from", default=None)
    currency: str = setting(Text(), "货币", "currency", default="CNY")
    money: Money = setting(FormOf(Money), "金额怎样取整", "how money is rounded", default=Money())
    include: tuple[str, ...] = setting(ListOf(Text()), "包含的文件", "files to include", default=())
    agent: tuple[str | tuple[str, ...], ...] = setting(
        AGENTS,
        "客服列的表头；里层的列表是合起来认人的几列：[[店铺, 客服昵称], 旺旺昵称]",
        "headers of the agent column; an inner list takes columns together: [[Shop, Nickname], Login]",
        default=(),
    )
    where: Expr | None = setting(Expression(gives="truth", of="row"), "哪些行才算", "which rows count", default=None)
    period: Period | None = setting(FormOf(Period), "考核期", "the period", default=None)
    layout: Layout | None = setting(LayoutKind(), "表不是一人一行时，它是怎样排的", "how a sheet is laid out", default=None)
    unique: dict[str, tuple[str, ...]] = setting(
        UniqueKind(),
        "这些列都相同的行是同一行，只算一次；输入（--with）按名称写：{exam: [paper]}；agent 是客服",
        "rows that are equal in these columns are one row and taken once; of an input (--with), by its name: {exam: [paper]};"
        " agent is the person",
        default={},
    )
    params: dict[str, Fraction] = setting(MapOf(Number()), "所有人共用的数", "numbers that are the same for all", default={})
    columns: dict[str, HeaderNames] = setting(COLUMNS, "名称对应的表头", "names and the headers they stand under", default={})
    metrics: dict[str, Metric | Group] = setting(METRICS, "指标", "what is measured")
    weights: str = setting(
        Choice(("percent", "relative")), "权重加起来须为 100，或只看比例", "whether weights must sum to 100", default="percent"
    )
    missing: str = setting(
        Choice(MISSING_POLICIES),
        "缺数据时怎么办；renormalise 由同组其余的权重补足，整组都缺就由上一级补足；zero 缺的算 0 分；哪一项都没有的人总是不排名",
        "what to do when a value is missing; renormalise: the other weights of its group fill up, and those beside the group"
        " where all of it is missing; zero: it has 0 points; who has no value at all is never ranked",
        default="unranked",
    )
    reference: str = setting(
        Choice(("all", "everybody", "eligible")),
        "minmax、rank、mean 等和谁比：all 同组的人；everybody 所有组的人；eligible 同组中没有被门槛排除的人",
        "whom minmax, rank, mean and the like look at: all of the cohort; everybody, across cohorts; or those of the cohort whom"
        " no gate left out",
        default="all",
    )
    gates: tuple[Gate, ...] = setting(ListOf(FormOf(Gate), each=Words("门槛", "gate")), "门槛", "gates", default=())
    score: Score = setting(FormOf(Score), "总分", "the score", default=Score())
    rank: Rank = setting(FormOf(Rank), "排名", "ranking", default=Rank())
    pay: tuple[Chosen, ...] = setting(ListOf(PAY, each=Words("发放规则", "pay rule")), "发放", "what is paid", default=())
    limits: Limits | None = setting(FormOf(Limits), "合计的上下限和预算", "bounds on the sum, and the budget", default=None)
    flags: tuple[Flagging, ...] = setting(ListOf(FormOf(Flagging), each=Words("标记", "flag")), "标记", "flags", default=())

    @property
    def money_unit(self) -> Fraction:
        """Return the smallest amount that is paid, in currency units."""
        return Fraction(1, 10 ** digits_of(self.currency)) if self.money.unit is None else self.money.unit

    @property
    def money_digits(self) -> int:
        """Return the decimals that amounts have: the currency's, or those of a finer unit of money."""
        return max(digits_of(self.currency), next(n for n in range(5) if (self.money_unit * 10**n).denominator == 1))

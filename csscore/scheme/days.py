"""Kinds of setting that are days: one, or a list of days and stretches of days; a day is always written 2026-03-01."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from csscore.scheme.forms import Reader, Registry, found
from csscore.scheme.kinds import scalar
from csscore.scheme.nodes import Node, Sequence
from csscore.words import Words


class Date:
    """A day: ``2026-03-01``."""

    def read(self, node: Node, reader: Reader) -> date:
        """Return the day."""
        given = scalar(node, reader, self.words())
        day = _day(given.text)
        if day is None:
            raise reader.refuse("S104", node, found=found(node), wanted=self.words())
        return day

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema of what may stand here."""
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}

    def words(self) -> Words:
        """Return what may stand here."""
        return Words("日期，例如 2026-03-01", "a date such as 2026-03-01")


class Days:
    """A list of days, and of stretches of days: ``[2026-03-08, 2026-02-15..2026-02-23]``; all of them, in order."""

    def read(self, node: Node, reader: Reader) -> tuple[date, ...]:
        """Return all the days."""
        days: set[date] = set()
        for item in node.items if isinstance(node, Sequence) else (node,):
            first, _, last = scalar(item, reader, self.words()).text.partition("..")
            start, end = _day(first), _day(last or first)
            if start is None or end is None or end < start:
                raise reader.refuse("S104", item, found=found(item), wanted=self.words())
            days.update(start + timedelta(days=more) for more in range((end - start).days + 1))
        return tuple(sorted(days))

    def schema(self, rules: dict[str, Registry]) -> dict[str, Any]:
        """Return the JSON Schema of what may stand here."""
        item = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}(\.\.\d{4}-\d{2}-\d{2})?$"}
        return {"anyOf": [{"type": "array", "items": item}, item]}

    def words(self) -> Words:
        """Return what may stand here."""
        return Words(
            "日期，例如 2026-03-08，或一段日期 2026-02-15..2026-02-23", "days such as 2026-03-08, or 2026-02-15..2026-02-23"
        )


def _day(text: str) -> date | None:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip(), re.ASCII):
        with suppress(ValueError):
            return date.fromisoformat(text.strip())
    return None

"""Small months and schemes to audit, and a way to look at what was found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import csscore
from csscore.auditing import Audit, Finding, Section, Table


def audited(folder: Path, scheme: str, data: str, **options: Any) -> Audit:
    """Audit a month that is written here."""
    (folder / "team.yaml").write_text(f"csscore: 1\nname: team\n{scheme}", encoding="utf-8")
    (folder / "march.csv").write_text(data, encoding="utf-8")
    return csscore.audit(str(folder / "march.csv"), str(folder / "team.yaml"), **{"draws": 100, **options})


def section(said: Audit, key: str) -> Section:
    return next(section for section in said.sections if section.key == key)


def finding(said: Audit, key: str) -> Finding:
    (found,) = [finding for section in said.sections for finding in section.findings if finding.key == key]
    return found


def keys(said: Audit, of: str) -> list[str]:
    return [finding.key for finding in section(said, of).findings]


def table(said: Audit, of: str, key: str) -> Table:
    return next(table for table in section(said, of).tables if table.key == key)


def rows(table: Table) -> list[dict[str, Any]]:
    names = [column.key for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def table_of(agents: dict[str, tuple[Any, ...]], *headers: str) -> str:
    lines = [",".join(("客服", *headers)), *(",".join(map(str, (who, *values))) for who, values in agents.items())]
    return "\n".join(lines) + "\n"

"""The ranking as one HTML file to look at and to play with; it asks no network for anything and runs no text as code."""

from __future__ import annotations

from csscore.report.page.writing import write_page

__all__ = ["write_page"]

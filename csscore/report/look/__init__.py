"""How everything looks that people read in a browser: one style sheet, and what a page adds to it."""

from __future__ import annotations

from importlib.resources import files

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a browser may do with a page that runs nothing: apply its own style, and load nothing from anywhere."""


def style(own: str) -> str:
    """Return the style of a page: what all pages share, then its own."""
    return f"{_sheet('look')}{own}"


def document() -> str:
    """Return the style of a document: an explanation, an audit, a comparison."""
    return style(_sheet("document"))


def _sheet(name: str) -> str:
    return (files(__package__) / f"{name}.css").read_text("utf-8")

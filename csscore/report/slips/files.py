"""One HTML page or Markdown text for one agent; it loads nothing, runs nothing, and no name in it becomes markup."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Final

from csscore.report.blocks import Heading, Line, html_body, markdown_text
from csscore.report.look import POLICY
from csscore.report.plain import in_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csscore.report.blocks import Block
    from csscore.report.slips.paper import Fact, Paper
    from csscore.words import Lang

MARK: Final = b"<!-- csscore slips -->"
"""Stands near the beginning of every file, so that csscore knows what it may replace."""


def slip_html(paper: Paper, lang: Lang) -> str:
    """Return a slip as a page of its own, for a phone as well as for paper."""
    return _page(f"{in_html(paper.name)} · {in_html(paper.kind)}", _slip(paper), lang)


def slips_html(papers: Sequence[Paper], lang: Lang) -> str:
    """Return several slips as one page to print, each on paper of its own."""
    title = f"{in_html(papers[0].kind)} · {in_html(papers[0].scheme)}" if papers else ""
    return _page(title, "".join(f"<section>\n{_slip(paper)}</section>\n" for paper in papers), lang)


def _page(title: str, body: str, lang: Lang) -> str:
    tag = "zh-CN" if lang == "zh" else "en"
    style = (files(__package__) / "slip.css").read_text("utf-8")
    return (
        f'<!doctype html>\n{MARK.decode()}\n<html lang="{tag}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )


def _slip(paper: Paper) -> str:
    group = f'<p class="group">{in_html(paper.group)}</p>\n' if paper.group else ""
    return (
        f'<header>\n<p class="kind">{in_html(paper.kind)} · {in_html(paper.scheme)}</p>\n<h1>{in_html(paper.name)}</h1>\n{group}'
        f"<dl>\n{''.join(_fact(fact) for fact in paper.facts)}</dl>\n</header>\n"
        f"<main>\n{html_body(paper.body)}</main>\n<footer>\n{html_body(paper.small)}</footer>\n"
    )


def slip_markdown(paper: Paper, lang: Lang) -> str:
    """Return a slip as Markdown."""
    colon, comma = ("：", "，") if lang == "zh" else (": ", ", ")
    facts = [Line(f"{fact.title}{colon}{comma.join(filter(None, (fact.text, fact.below)))}") for fact in paper.facts]
    group = [Line(paper.group)] if paper.group else []
    top: list[Block] = [Heading(paper.name, 1), Line(f"{paper.kind} · {paper.scheme}"), *group, *facts]
    return f"{MARK.decode()}\n{markdown_text([*top, *paper.body, *paper.small])}"


def _fact(fact: Fact) -> str:
    below = f"<small>{in_html(fact.below)}</small>" if fact.below else ""
    return f"<div><dt>{in_html(fact.title)}</dt><dd>{in_html(fact.text)}{below}</dd></div>\n"

"""The page's file: markup, style, script and data put together, every text escaped, nothing fetched from anywhere."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, BinaryIO, Final

from csscore.report.around import heading
from csscore.report.look import style
from csscore.report.page.data import page_data
from csscore.report.page.still import still

if TYPE_CHECKING:
    from collections.abc import Callable

    from csscore.explanation import Explanation
    from csscore.pipeline import Run
    from csscore.report.names import Names
    from csscore.words import Lang

_TOOLS: Final = ("exact.js", "recompute.js", "pay.js", "draw.js")
"""Scripts that stand alone: each makes one thing for those below it."""
_PAGE: Final = ("words.js", "what_if.js", "sliders.js", "table.js", "charts.js", "person.js", "page.js")
"""The page itself, in the order in which it is built; the parts share one function and see each other's names."""
_STARTED: Final = """document.body.dataset.on = "yes";
try {{
(() => {{
{page}}})();
document.getElementById("still").remove();
}} catch (error) {{
  delete document.body.dataset.on;
  throw error;
}}
"""
"""Runs the page. Where a browser is too old to read the script, or something in it fails, the plain table stays to be seen."""
_POLICY: Final = "default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"
"""What a browser may do with the page: apply this style and run this script, and nothing else, from nowhere."""
_UNSAFE: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def write_page(
    run: Run,
    to: BinaryIO,
    *,
    lang: Lang,
    names: Names | None = None,
    explained: Callable[[int], Explanation] | None = None,
) -> None:
    """Write the page in UTF-8.

    Parameters
    ----------
    run
        The run; its result may have been made anonymous.
    to
        Where it goes.
    lang
        The language that the page opens in.
    names
        The names that must not stand anywhere, where the result is anonymous.
    explained
        Explains a measured agent; None where agents are shown by the result alone.
    """
    here = files(__package__)
    looks = style((here / "page.css").read_text("utf-8"))
    tools, page = ("".join((here / name).read_text("utf-8") for name in names) for names in (_TOOLS, _PAGE))
    script = f"{tools}{_STARTED.format(page=page)}"
    data = page_data(run, lang=lang, names=names, explained=explained)
    parts = {
        "lang": "zh-CN" if lang == "zh" else "en",
        "title": escape(heading(run.result, lang)),
        "policy": _POLICY.format(style=_hashed(looks), script=_hashed(script)),
        "style": looks,
        "still": still(run.result, lang, data["words"]),
        "data": embedded(data),
        "script": script,
    }
    text = (here / "page.html").read_text("utf-8")
    for piece in text.split("{{"):
        name, mark, rest = piece.partition("}}")
        to.write((parts[name] + rest if mark else piece).encode("utf-8", "replace"))


def embedded(data: object) -> str:
    """Return data as JSON that may stand inside a ``script`` element: it can't end it and starts no markup."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def _hashed(text: str) -> str:
    """Return how a content security policy names one inline piece, and no other."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

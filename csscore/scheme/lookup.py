"""Finds schemes by path, in ./schemes/ and among the ready-made ones, and lists them; it never reads what they say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from csscore.problems import Place, Problems
from csscore.scheme.forms import nearest
from csscore.system import is_file, reason, whole
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from csscore.scheme.filled import Filled

ENDINGS: Final = (".yaml", ".yml")
FORM: Final = ".xlsx"
"""How the file of a scheme ends that was filled in as a form."""
DICTIONARY: Final = "columns.yaml"
OWN: Final = "schemes"
"""The folder beside the data where a team keeps its own schemes."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the language as found."""

    text: str
    file: str
    """As messages name it; a ready-made one by its bare name."""
    path: Path
    ready_made: bool
    filled: Filled | None = None
    """Where it is an Excel form: what its cells say."""


@dataclass(frozen=True, slots=True)
class Card:
    """A scheme as lists show it."""

    name: str
    title: Words
    source: Words
    file: str
    ready_made: bool


def shelf(of: str = "schemes") -> Path:
    """Return the folder of ready-made schemes, or of samples: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent.parent
    packaged = here / of
    return packaged if packaged.is_dir() else here.parent / of


def find(name: str, problems: Problems) -> Source | None:
    """Find a scheme: a path, a file of ``./schemes/``, a ready-made one; else report what there is."""
    path = Path(name)
    if path.suffix.lower() == FORM:
        return _form(path, name, problems)
    if path.suffix in ENDINGS or len(path.parts) > 1 or path.is_absolute():
        return open_(path, name, problems)
    if is_file(path):
        return open_(path, name, problems)
    for ending in ENDINGS:
        own = Path(OWN, name + ending)
        if is_file(own):
            return open_(own, own.as_posix(), problems)
    ready_made = _ready_made(name)
    if ready_made is not None:
        return open_(ready_made, ready_made.name, problems, ready_made=True)
    names = [card.name for card in cards()]
    near = nearest(name, names)
    if near:
        problems.add("S011", None, name=name, near=near, names=listed(names, most=40))
    else:
        problems.add("S012", None, name=name, names=listed(names, most=40))
    return None


def _form(path: Path, file: str, problems: Problems) -> Source | None:
    from csscore.scheme.filled import read_form

    data = _bytes(path, file, problems)
    filled = None if data is None else read_form(data, file, problems)
    return None if filled is None else Source(filled.yaml, file, path, ready_made=False, filled=filled)


def open_(path: Path, file: str, problems: Problems, *, ready_made: bool = False) -> Source | None:
    """Read a file of the language as UTF-8, or report why that can't be done."""
    data = _bytes(path, file, problems)
    if data is None:
        return None
    try:
        return Source(data.decode("utf-8-sig"), file, path, ready_made)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.add("S014", Place(file, line=line))
        return None


def _bytes(path: Path, file: str, problems: Problems) -> bytes | None:
    try:
        return whole(path)
    except FileNotFoundError:
        problems.add("S010", None, file=file)
    except (OSError, ValueError) as error:
        problems.add("S013", None, file=file, reason=reason(error))
    return None


def cards() -> list[Card]:
    """List the schemes of ``./schemes/`` and the ready-made ones that they don't hide, by name; nothing is loaded."""
    listed: dict[str, Card] = {}
    for path in _files(shelf()):
        listed[path.stem] = _card(path, path.name, ready_made=True)
    for path in _files(Path(OWN)) if Path(OWN).resolve() != shelf() else ():
        listed[path.stem] = _card(path, path.as_posix(), ready_made=False)
    return sorted(listed.values(), key=lambda card: (card.ready_made, card.name))


def _files(folder: Path) -> Iterable[Path]:
    if not folder.is_dir():
        return []
    paths = (path for path in folder.iterdir() if path.suffix in ENDINGS and path.name != DICTIONARY)
    return [path for path in paths if not path.stem.endswith(".test") and path.is_file()]


def _ready_made(name: str) -> Path | None:
    path = shelf() / f"{name}.yaml"
    return path if path in set(_files(shelf())) else None


def _card(path: Path, file: str, *, ready_made: bool) -> Card:
    """Glance at the top-level keys ``title`` and ``source``, without a YAML parser: a list must be instant."""
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    found = {match[1]: _words(match[2]) for match in re.finditer(r"^(title|source):[ \t]+(\S.*)$", text, re.MULTILINE)}
    return Card(path.stem, found.get("title", same(path.stem)), found.get("source", same("")), file, ready_made)


def _words(text: str) -> Words:
    """Read ``售前``, ``"售前"`` or ``{zh: 售前, en: Pre-sale}``."""
    texts = re.fullmatch(r"\{\s*zh:\s*(.+?)\s*,\s*en:\s*(.+?)\s*\}\s*(#.*)?", text)
    if texts:
        return Words(_unquoted(texts[1]), _unquoted(texts[2]))
    return same(_unquoted(text))


def _unquoted(text: str) -> str:
    quoted = re.match(r"""(["'])(.*?)\1\s*(#.*)?$""", text)
    return quoted[2] if quoted else text.split(" #", 1)[0].strip()

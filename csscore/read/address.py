"""A file as it is named on a command line or in a scheme, with a sheet behind ``#``; it opens none."""

from __future__ import annotations

import re
from glob import glob
from pathlib import Path
from typing import Final, NamedTuple

SIGN: Final = "#"
STDIN: Final = "-"
SERVICE: Final = "pg:"
"""What stands before the service by which a database is found."""
TABLE: Final = "spark:"
"""What stands before a table of the catalogue of a cluster."""
_STORES: Final = (
    "s3a",
    "s3",
    "s3n",
    "hdfs",
    "viewfs",
    "webhdfs",
    "abfs",
    "abfss",
    "wasb",
    "wasbs",
    "gs",
    "dbfs",
    "oss",
    "cosn",
    "obs",
)
"""File systems that a cluster reads."""
_URL: Final = re.compile(r"postgres(?:ql)?://", re.IGNORECASE)


class Address(NamedTuple):
    """A file and the sheets of it that are meant; none where the name says nothing about them."""

    file: str
    sheets: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Write it as the user would."""
        return SIGN.join((self.file, *self.sheets))


def address(text: str) -> Address:
    """Split ``FILE#SHEET``; a file that is there by the whole name wins.

    Examples
    --------
    >>> address("march.xlsx#甲店")
    Address(file='march.xlsx', sheets=('甲店',))
    >>> address("march.xlsx")
    Address(file='march.xlsx', sheets=())
    """
    if is_elsewhere(text):
        return Address(text)
    cuts = [at for at, sign in enumerate(text) if sign == SIGN and text[:at] and text[at + 1 :]]
    if not cuts or _there(text):
        return Address(text)
    found = next((at for at in reversed(cuts) if text[:at] == STDIN or _there(text[:at])), None)
    if found is None:  # neither is there: a name that ends like a file's is one
        found = next((at for at in reversed(cuts) if Path(text[:at]).suffix), None)
    return Address(text) if found is None else Address(text[:found], (text[found + 1 :],))


def matching(file: Address) -> list[Address] | None:
    """Return what a pattern matches, sorted; None where it is no pattern, or a file is there by the whole name."""
    pattern = file.file
    if pattern == STDIN or is_elsewhere(pattern) or not any(sign in pattern for sign in "*?[") or _there(pattern):
        return None
    return [Address(match, file.sheets) for match in sorted(glob(pattern, recursive=True))]  # noqa: PTH207 - Path.glob takes no absolute pattern


def is_of_database(text: str) -> bool:
    """Tell whether somebody means a table of a database by a text, even if not as it has to be said."""
    return text.startswith(SERVICE) or _URL.match(text) is not None


def is_of_cluster(text: str) -> bool:
    """Tell whether a text names what a cluster reads: a table of its catalogue, or a path on a file system of its own.

    Examples
    --------
    >>> [is_of_cluster(text) for text in ("spark:shop.events", "s3a://shop/events", "events.parquet")]
    [True, True, False]
    """
    return text.startswith((TABLE, *(f"{store}://" for store in _STORES)))


def is_elsewhere(text: str) -> bool:
    """Tell whether a text names no file of this machine, with a sheet behind it or signs of a pattern in it."""
    return is_of_database(text) or is_of_cluster(text)


def _there(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # whoever opens it says what is wrong
        return False

"""A workbook that is written to a file: where the system refuses, that is what is raised; what XlsxWriter makes of it is not."""

from __future__ import annotations

import io
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import ReadableBuffer as Buffer

OPTIONS: Final = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Of every workbook: rows leave the memory when they are written, and no text becomes anything else."""


LONGEST: Final = 32_000
"""Signs that a cell takes."""


def cut(text: str) -> str:
    """Return a text that fits a cell."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


@contextmanager
def workbook(to: BinaryIO) -> Iterator[Any]:
    """Give a workbook to fill, which is in the file afterwards.

    Raises
    ------
    OSError
        If the system takes no more, of the file or of the temporary ones.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    sink = _Sink(to)
    with TemporaryDirectory(prefix="csscore-", ignore_cleanup_errors=True) as folder:
        try:
            with Workbook(sink, {**OPTIONS, "tmpdir": folder}) as book:
                yield book
        except FileCreateError as error:
            cause = error.args[0] if error.args else None
            raise cause if isinstance(cause, OSError) else error from error
        finally:
            sink.is_done = True
    if sink.failure is not None:
        raise sink.failure


class _Sink(io.RawIOBase):
    """Takes everything once the file takes no more: an archive that was not finished complains when Python forgets it."""

    def __init__(self, to: BinaryIO) -> None:
        self._to = to
        self._place = 0
        self.failure: OSError | None = None
        self.is_done = False

    @property
    def _is_over(self) -> bool:
        return self.is_done or self.failure is not None

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._to.seekable()

    def tell(self) -> int:
        return self._place if self._is_over else self._to.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if self._is_over and whence == io.SEEK_SET:
            self._place = offset
        return self._place if self._is_over else self._to.seek(offset, whence)

    def write(self, data: Buffer) -> int:
        size = memoryview(data).nbytes
        if not self._is_over:
            try:
                return self._to.write(data)
            except OSError as error:
                self.failure = error
        self._place += size
        return size

    def flush(self) -> None:
        if not self._is_over:
            try:
                self._to.flush()
            except OSError as error:
                self.failure = error

"""Books that tests put on a shelf, so that files need not be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from csscore.problems import Problems
    from csscore.read.grid import Book


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Callable[[Book], str]:
    """Return a function that puts a book where `open_book` finds it, and returns its path."""
    books: dict[str, Book] = {}

    def open_book(path: str, problems: Problems, *, encoding: str | None = None) -> Book:
        return books[path]

    def put(book: Book) -> str:
        books[book.file] = book
        return book.file

    monkeypatch.setattr("csscore.read.source.open_book", open_book)
    return put

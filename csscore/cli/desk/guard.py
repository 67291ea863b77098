"""Who may speak to the page: this machine's browser, at this address, with the token, and no other page."""

from __future__ import annotations

import secrets
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

from csscore.words import Words

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES: Final = 200_000_000
"""Of one request, and of everything that lies on the desk."""
_SAFE: Final = frozenset({"GET", "HEAD"})
POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
"""What a browser may do with our own pages."""
_ALWAYS: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with no-referrer a browser would call its own page "null"
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_ELSEWHERE: Final = Words("只有这台电脑上的这一页能用", "this is for the page of this machine alone")
_NO_TOKEN: Final = Words(
    "请打开终端里印出的那个地址（它带着口令）", "open the address that stands in the terminal; it carries the token"
)
_TOO_MUCH: Final = Words(
    f"一次最多 {MOST_BYTES // 1_000_000} MB；大文件请用命令行",
    f"at most {MOST_BYTES // 1_000_000} MB at a time; for more, use the command line",
)


class TooMuch(Exception):  # noqa: N818 - it is a request that is too much
    """A body goes on beyond the bound."""


class Guard:
    """Refuses what a hostile page, name server, program or upload would send; the page behind it sees the rest."""

    def __init__(self, app: ASGIApp, *, port: int, token: str) -> None:
        self._app, self._token = app, token
        self._host = f"127.0.0.1:{port}"
        self._cookie = f"csscore-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":  # there are no web sockets
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        refused = self._refused(scope, headers)
        if refused is not None:
            await _said(*refused)(scope, receive, send)
            return
        taken = 0

        async def bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > MOST_BYTES:
                raise TooMuch
            return message

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = MutableHeaders(scope=message)
                for name, value in (*_ALWAYS.items(), ("content-security-policy", POLICY)):
                    own.setdefault(name, value)
                if self._brings_token(scope):
                    own.append("set-cookie", f"{self._cookie}={self._token}; HttpOnly; SameSite=Strict; Path=/")
            await send(message)

        await self._app(scope, bounded, guarded)

    def _refused(self, scope: Scope, headers: Headers) -> tuple[int, Words] | None:
        """Return why a request is refused.

        Another host name is a name server that was turned to this machine (DNS rebinding). Another origin is another page;
        a browser says which with everything but plain reading, and newer ones say for reading where it comes from.
        """
        if headers.getlist("host") != [self._host]:
            return 421, _ELSEWHERE
        origins = headers.getlist("origin")
        if any(origin != f"http://{self._host}" for origin in origins) or (scope["method"] not in _SAFE and not origins):
            return 403, _ELSEWHERE
        first = self._brings_token(scope)
        if headers.get("sec-fetch-site", "none") not in {"none", "same-origin"} and not first:
            return 403, _ELSEWHERE
        if not first and not self._has_cookie(headers):
            return 403, _NO_TOKEN
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > MOST_BYTES:
            return 413, _TOO_MUCH
        return None

    def _brings_token(self, scope: Scope) -> bool:
        if scope["path"] != "/" or scope["method"] != "GET":
            return False
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [])
        return len(given) == 1 and self._is_token(given[0])

    def _has_cookie(self, headers: Headers) -> bool:
        found: SimpleCookie = SimpleCookie()
        try:
            found.load("; ".join(headers.getlist("cookie")))
        except CookieError:
            return False
        return self._cookie in found and self._is_token(found[self._cookie].value)

    def _is_token(self, text: str) -> bool:
        return secrets.compare_digest(text.encode(), self._token.encode())


def too_much(_: Request, __: Exception) -> Response:
    """Answer a request that is `TooMuch`."""
    return _said(413, _TOO_MUCH)


def _said(code: int, words: Words) -> Response:
    return PlainTextResponse(f"{words.zh}\n{words.en}\n", code, headers=_ALWAYS)

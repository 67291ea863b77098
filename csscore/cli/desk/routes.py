"""What is answered under which address: forms in, pages and files out; the desk runs the commands."""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from csscore.cli.desk import pages
from csscore.cli.desk.desk import MOST_FILES, PRODUCTS, ROLES
from csscore.cli.desk.guard import MOST_BYTES, POLICY, Guard, TooMuch, too_much
from csscore.problems import Rejected
from csscore.report.look import style
from csscore.rules import load_scheme
from csscore.scheme.fields import weights
from csscore.scheme.kinds import decimal_text
from csscore.scheme.lookup import cards

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from fractions import Fraction

    from starlette.datastructures import FormData
    from starlette.requests import Request

    from csscore.cli.desk.desk import Desk, Ended
    from csscore.words import Lang, Words

_NUMBER: Final = re.compile(r"\d{1,3}(\.\d{1,4})?", re.ASCII)
_BY_KEY: Final = {product.key: product for product in PRODUCTS}
_SEEN: Final = (
    "sandbox allow-scripts allow-modals allow-downloads allow-popups; default-src 'none'; script-src 'unsafe-inline';"
    " style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""What a browser may do with a page that was made: run its own script (its own policy names which), as a stranger to this one."""

_FRAMED: Final = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
"""The same as with our own pages; it stands where the report would."""


def application(desk: Desk, *, port: int, token: str, lang: Lang | None) -> Guard:
    """Return the whole of it: the routes behind the guard.

    Parameters
    ----------
    desk
        Where files lie.
    port, token
        What a request has to know.
    lang
        The language; None: what the browser asks for.
    """
    answers = _Answers(desk, lang)
    routes = [
        Route("/", answers.start, methods=["GET"]),
        Route("/", answers.settle, methods=["POST"]),
        Route("/result", answers.result),
        Route("/made/{key}", answers.made),
        Route("/person", answers.person),
        Route("/words", answers.words),
        Route(
            "/style.css",
            _text(style(f"{_read('csscore.report.page', 'page.css')}{_read('csscore.cli.desk', 'desk.css')}"), "text/css"),
        ),
        Route("/desk.js", _text(_read("csscore.cli.desk", "desk.js"), "text/javascript")),
    ]

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        yield
        await desk.close()

    handlers: dict[Any, Any] = {404: answers.absent, 405: answers.absent, TooMuch: too_much}
    return Guard(Starlette(routes=routes, exception_handlers=handlers, lifespan=life), port=port, token=token)


class _Answers:
    """The answers, in the language of who asks."""

    def __init__(self, desk: Desk, lang: Lang | None) -> None:
        self._desk, self._lang = desk, lang

    def _in(self, request: Request) -> Lang:
        return self._lang or asked_for(request.headers.get("accept-language", ""))

    async def start(self, request: Request) -> Response:
        """Show what lies on the desk, how it was read, and the schemes."""
        lang, desk = self._in(request), self._desk
        ended = await asyncio.gather(*(desk.say(desk.reading(one), lang) for one in desk.files))
        readings = dict(zip((one.name for one in desk.files), ended, strict=True))
        return HTMLResponse(pages.start(desk, cards(), readings, lang))

    async def settle(self, request: Request) -> Response:
        """Take in files and what was said of them, then go on."""
        desk = self._desk
        async with request.form(max_files=MOST_FILES, max_fields=4 * MOST_FILES, max_part_size=1000) as form:
            if form.get("do") == "sample" and not desk.files:
                await desk.play()
                return RedirectResponse("./", 303)
            self._settle(form)
            for name, role in (("file", "data"), ("own", "scheme")):
                for upload in form.getlist(name):
                    if isinstance(upload, UploadFile) and upload.filename:
                        if len(desk.files) >= MOST_FILES or desk.size() + (upload.size or 0) > MOST_BYTES:
                            raise TooMuch
                        await desk.take(upload.filename, upload.file, role=role)
            wants = form.get("do") == "report" and desk.of("data") and desk.scheme
        return RedirectResponse("result" if wants else "./", 303)

    def _settle(self, form: FormData) -> None:
        """Note what the form says; only what the page offers."""
        desk = self._desk

        def said(name: str, default: str = "") -> str:
            value = form.get(name)
            return value.strip() if isinstance(value, str) else default

        before = _state(desk)
        for number, given in enumerate(desk.files):
            role = said(f"role{number}", given.role)
            given.role = role if role in ROLES else given.role
            given.called = said(f"called{number}", given.called)
        offered = {pages.scheme_of(card) for card in cards()} | {given.name for given in desk.of("scheme")}
        chosen = said("scheme")
        desk.scheme = chosen if chosen in offered else desk.scheme if desk.scheme in offered else ""
        desk.period, desk.sheet = said("period", desk.period), said("sheet", desk.sheet)
        known = {path: decimal_text(weight) for path, _, weight in self._weights()}
        given_ = {path: said(f"set {path}", desk.sets.get(path, own)) for path, own in known.items()}
        desk.sets = {path: value for path, value in given_.items() if _NUMBER.fullmatch(value) and value != known[path]}
        removed = said("remove")
        if removed.isdecimal() and int(removed) < len(desk.files):
            desk.remove(desk.files[int(removed)])
        elif _state(desk) != before:
            desk.changed()

    def _weights(self) -> list[tuple[str, Words, Fraction]]:
        """Return the weights that may be tried; none where the scheme can't be read, which the commands say."""
        scheme, desk = self._desk.scheme, self._desk
        try:
            found = weights(load_scheme(str(desk.given / scheme) if desk.lies(scheme) else scheme)) if scheme else []
        except Rejected:
            return []
        return [one for one in found if one[-1]]  # what is only shown may have no points

    async def result(self, request: Request) -> Response:
        """Show the report and everything beside it, or why there is none."""
        lang, desk = self._in(request), self._desk
        if not (desk.of("data") and desk.scheme):
            return RedirectResponse("./", 303)
        ended, people = await self._ranked(lang)
        return HTMLResponse(pages.result(desk, ended, people, self._weights(), lang))

    async def _ranked(self, lang: Lang) -> tuple[Ended, list[tuple[str, str]]]:
        """Rank, and return everybody's id and name."""
        product = _BY_KEY["json"]
        place, ended = await self._desk.make(product, pages.file_of(product, lang), lang)
        if ended.code:
            return ended, []
        agents = json.loads(await asyncio.to_thread(place.read_bytes))["agents"]
        return ended, [(one["agent"], one["name"]) for one in agents]

    async def made(self, request: Request) -> Response:
        """Hand out what a command writes."""
        product = _BY_KEY.get(request.path_params["key"])
        if product is None or product.key == "person":
            raise HTTPException(404)
        return await self._product(request, product.key)

    async def person(self, request: Request) -> Response:
        """Explain one of the people that were ranked."""
        agent = request.query_params.get("agent", "")
        _, people = await self._ranked(self._in(request)) if self._desk.of("data") and self._desk.scheme else (None, [])
        if agent not in {one for one, _ in people}:
            raise HTTPException(404)
        return await self._product(request, "person", agent=agent)

    async def _product(self, request: Request, key: str, *, agent: str | None = None) -> Response:
        lang, desk, product = self._in(request), self._desk, _BY_KEY[key]
        if not (desk.of("data") and desk.scheme):
            raise HTTPException(404)
        file = pages.file_of(product, lang, agent=agent or "")
        place, ended = await desk.make(product, file, lang, agent=agent)
        if ended.code:
            page = pages.refused(ended, desk.words(product, file, agent=agent), lang)
            return HTMLResponse(page, 422, headers={"content-security-policy": _FRAMED})
        if product.ending == "html":
            return FileResponse(place, media_type="text/html", headers={"content-security-policy": _SEEN})
        return FileResponse(place, filename=file)

    async def words(self, request: Request) -> Response:
        """Say in words what a scheme does."""
        scheme = request.query_params.get("scheme", "")
        if scheme not in {pages.scheme_of(card) for card in cards()} | {one.name for one in self._desk.of("scheme")}:
            raise HTTPException(404)
        lang, words = self._in(request), ["csscore", "schemes", "show", scheme]
        return HTMLResponse(pages.said(await self._desk.say(words, lang), words, lang))

    async def absent(self, request: Request, error: Exception) -> Response:
        """Say that there is no such page."""
        return HTMLResponse(pages.absent(self._in(request)), error.status_code if isinstance(error, HTTPException) else 404)


def asked_for(header: str) -> Lang:
    """Return the first of our languages that a browser asks for; English where it asks for neither."""
    wanted = []
    for piece in header.split(","):
        tag, _, weight = piece.strip().partition(";q=")
        try:
            wanted.append((-float(weight or 1), tag.lower()))
        except ValueError:
            continue
    for _, tag in sorted(wanted, key=lambda one: one[0]):
        if tag.startswith(("zh", "en")):
            return "zh" if tag.startswith("zh") else "en"
    return "en"


def _state(desk: Desk) -> tuple[object, ...]:
    return (*((one.name, one.role, one.called) for one in desk.files), desk.scheme, desk.period, desk.sheet, *desk.sets.items())


def _read(package: str, name: str) -> str:
    return (files(package) / name).read_text("utf-8")


def _text(text: str, kind: str) -> Callable[[Request], Response]:
    return lambda _: Response(text, media_type=kind)

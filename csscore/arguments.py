"""What a program hands to the API, looked at before anything is read, as a command looks at its options; it reads no data."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from difflib import get_close_matches
from functools import wraps
from inspect import Parameter, Signature, signature
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any, Final, NamedTuple, ParamSpec, TypeVar

from csscore.problems import Problems
from csscore.read.address import address, matching
from csscore.read.spans import dated
from csscore.read.tables.choosing import ENGINES
from csscore.read.tables.spark_start import is_master
from csscore.scheme.model import Scheme
from csscore.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")

LANGUAGES: Final = ("zh", "en")
_COMMAND_LINE: Final = {"to": "b", "set": "sets", "with": "inputs", "change": "changes", "shock": "shocks", "spread": "spreads"}
"""What options of commands are called here."""
_MASTERS: Final = ("local[4]", "spark://HOST:7077", "yarn", "k8s://https://HOST:443")
_NEAR: Final = Words("是不是 {near}？", "did you mean {near}? ")


class Kind(NamedTuple):
    """What an argument may be: in words, and what makes of it what the library works with."""

    taken: Words
    read: Callable[[Any, Problems], Any]


class _OtherError(Exception):
    """It is something else; ``inside`` says what stands where, in a mapping."""

    def __init__(self, given: object, *, inside: str = "") -> None:
        self.shown = inside or _shown(given)


def checked(**own: Kind) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a function of the API with its arguments looked at: those of `KINDS`, or of its own kind, by their names.

    Raises
    ------
    Rejected
        With every argument that is of a kind that isn't taken (A185) or no word that is known (U104), a pattern that matches
        nothing (U111), a cluster without Spark (A186), changes of a scheme that was loaded before (A187).
    TypeError
        For an argument that there is not, as of any function.
    """

    def decorated(function: Callable[P, R]) -> Callable[P, R]:
        kinds, form = {**KINDS, **own}, signature(function)

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            _check_names(function, form, kwargs)
            try:
                bound = form.bind(*args, **kwargs)
            except TypeError:
                return function(*args, **kwargs)  # which says it in Python's own words
            problems = Problems()
            for name, given in bound.arguments.items():
                if form.parameters[name].kind is Parameter.VAR_KEYWORD:
                    bound.arguments[name] = _options(given, problems)
                elif name in kinds and not (given is None and form.parameters[name].default in (None, ())):
                    bound.arguments[name] = _read(name, given, kinds[name], problems)
            _check_together({**bound.arguments, **bound.kwargs}, problems)
            problems.reject()
            return function(*bound.args, **bound.kwargs)

        return call

    return decorated


def files_of(data: Any) -> tuple[str, ...]:
    """Return the paths among what is to be read."""
    return tuple(one for one in ([data] if isinstance(data, str) or _is_frame(data) else data) if isinstance(one, str))


def _check_names(function: Callable[..., Any], form: Signature, given: Mapping[str, Any]) -> None:
    """Refuse an option that there is not; Python does where a function has no further options."""
    if not any(one.kind is Parameter.VAR_KEYWORD for one in form.parameters.values()):
        return
    names = [name for name, one in form.parameters.items() if one.kind is not Parameter.VAR_KEYWORD]
    for name in given:
        if name not in (*names, *OPTIONS):
            meant = _COMMAND_LINE.get(name) or next(iter(get_close_matches(name, [*names, *OPTIONS], n=1)), "")
            hint = f" (is {meant!r} meant?)" if meant else ""
            of_rank = ", ".join(option for option in OPTIONS if option not in names)
            raise TypeError(
                f"{function.__name__}() got an unexpected keyword argument {name!r}{hint}: it takes {', '.join(names)},"
                f" and of rank() {of_rank}"
            )


def _read(name: str, given: Any, kind: Kind, problems: Problems) -> Any:
    try:
        return kind.read(given, problems)
    except _OtherError as other:
        problems.add("A185", None, argument=name, given=other.shown, taken=kind.taken)
    return given


def _options(given: Any, problems: Problems) -> dict[str, Any]:
    """Return options of `csscore.rank`; None is as if it were not there."""
    return {
        name: None if one is None and name != "engine" else _read(name, one, KINDS[name], problems) for name, one in given.items()
    }


def _check_together(given: Mapping[str, Any], problems: Problems) -> None:
    engine, master = given.get("engine", "auto"), given.get("spark_master")
    if isinstance(master, str):
        if engine != "spark":
            problems.add("A186", None, engine=engine)
        elif not is_master(master):
            problems.add("U104", None, option="spark_master", value=master, near=same(""), choices=listed(_MASTERS))
    scheme = next((given[name] for name in ("b", "a", "scheme") if given.get(name) is not None), None)
    if isinstance(scheme, Scheme) and given.get("sets"):
        problems.add("A187", None, scheme=scheme.name)


def _is_frame(given: object) -> bool:
    """Tell whether it is a table of pandas, which somebody has loaded then: here nothing is."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(given, pandas.DataFrame)


def _shown(given: object) -> str:
    """Return how Python calls it: ``None``, ``[]``, ``list[dict]``, ``bytes``."""
    if given is None or (isinstance(given, list | tuple | dict | str) and not given):
        return repr(given)
    if isinstance(given, list | tuple):
        return f"{type(given).__name__}[{', '.join(sorted({type(one).__name__ for one in given}))}]"
    return type(given).__name__


# --- the kinds


def _text(given: Any, _: Problems) -> str:
    if not isinstance(given, str):
        raise _OtherError(given)
    return given


def _whole(given: Any, _: Problems) -> int:
    if isinstance(given, bool) or not isinstance(given, int):
        raise _OtherError(given)
    return given


def _path(given: Any, _: Problems | None = None) -> str:
    found = fspath(given) if isinstance(given, PathLike) else given
    if not isinstance(found, str) or not found:
        raise _OtherError(given)
    return found


def _texts(given: Any, _: Problems) -> Any:
    if isinstance(given, str):
        return (given,)
    if not isinstance(given, list | tuple) or not all(isinstance(one, str) for one in given):
        raise _OtherError(given)
    return given


def _paths(given: Any, problems: Problems) -> Any:
    """Return paths, what a pattern matches in its place; a list of one's own kind (`Discreet`) stays one."""
    several = given if isinstance(given, list | tuple) else [given]
    try:
        found = [file for one in several for file in _matched(_path(one), problems)]
    except _OtherError:
        raise _OtherError(given) from None
    return type(several)(found)


def _matched(path: str, problems: Problems) -> list[str]:
    found = matching(address(path))
    if found is None:
        return [path]
    if not found:
        problems.add("U111", None, pattern=path)
    return [str(file) for file in found]


def _data(given: Any, problems: Problems) -> Any:
    if _is_frame(given):
        return given
    if isinstance(given, list | tuple):
        if not given:
            raise _OtherError(given)
        if any(_is_frame(one) for one in given):
            try:
                return [one if _is_frame(one) else _path(one) for one in given]
            except _OtherError:
                raise _OtherError(given) from None
        return _paths(given, problems)
    found = _matched(_path(given), problems)
    return found[0] if len(found) == 1 else found


def _months(given: Any, problems: Problems) -> Any:
    """Return data by period, or data that says itself of which it is: ``2026-03=FILE`` may be a pattern, too."""
    if isinstance(given, Mapping):
        return {str(period): _inside(period, one, _data, problems) for period, one in given.items()}
    several = given if isinstance(given, list | tuple) else [given]
    if not several or any(_is_frame(one) for one in several):
        return _data(given, problems)
    try:
        return [file for one in several for file in _matched_of_month(_path(one), problems)]
    except _OtherError:
        raise _OtherError(given) from None


def _matched_of_month(text: str, problems: Problems) -> list[str]:
    when, path = dated(text)
    return [file if when is None else f"{when.text}={file}" for file in _matched(path, problems)]


def _files(given: Any, problems: Problems) -> Any:
    return given if isinstance(given, list | tuple) and not given else _data(given, problems)


def _scheme(given: Any, _: Problems) -> Any:
    return given if isinstance(given, Scheme) else _path(given)


def _sheets(given: Any, problems: Problems) -> Any:
    return given if isinstance(given, str) else _texts(given, problems)


def _named(read: Callable[[Any, Problems], Any]) -> Callable[[Any, Problems], Any]:
    """Return what reads a mapping of texts to something."""

    def mapping(given: Any, problems: Problems) -> dict[str, Any]:
        if not isinstance(given, Mapping) or not all(isinstance(key, str) for key in given):
            raise _OtherError(given)
        return {key: _inside(key, one, read, problems) for key, one in given.items()}

    return mapping


def _inside(key: object, given: Any, read: Callable[[Any, Problems], Any], problems: Problems) -> Any:
    try:
        return read(given, problems)
    except _OtherError as other:
        raise _OtherError(given, inside=f"{{{key!r}: {other.shown}}}") from None


def _number(given: Any, problems: Problems) -> str:
    return str(given) if isinstance(given, int | float) and not isinstance(given, bool) else _text(given, problems)


def _options_of_rank(given: Any, problems: Problems) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise _OtherError(given)
    unknown = next((name for name in given if name not in OPTIONS), None)
    if unknown is not None:
        raise _OtherError(given, inside=f"{{{unknown!r}: …}}")
    return _options(given, problems)


def _streaks(given: Any, problems: Problems) -> Any:
    if not isinstance(given, list | tuple):
        raise _OtherError(given)
    for one in given:
        if not isinstance(one, list | tuple) or len(one) != 2:
            raise _OtherError(given)
        _text(one[0], problems), _whole(one[1], problems)
    return given


def one_of(argument: str, words: tuple[str, ...]) -> Kind:
    """Return the kind of an argument that is one of a few words."""
    taken = listed(words, most=len(words))

    def read(given: Any, problems: Problems) -> Any:
        if given not in words:
            close = get_close_matches(str(given), words, n=1)
            near = _NEAR.filled({"near": close[0]}) if close else same("")
            problems.add("U104", None, option=argument, value=str(given), near=near, choices=taken)
        return given

    return Kind(taken, read)


_NO_FRAME: Final = Words(
    "路径、通配符、它们的列表，或 pandas.DataFrame（记录：pandas.DataFrame(记录)；别的库的表：.to_pandas()；字节：先存成文件）",
    "a path, a pattern, a list of them, or a pandas.DataFrame (records: pandas.DataFrame(records); a frame of another library:"
    " .to_pandas(); bytes: save them as a file)",
)
DATA: Final = Kind(_NO_FRAME, _data)
FILES: Final = Kind(_NO_FRAME, _files)
MONTHS: Final = Kind(
    Words(
        "路径的列表（可以写成 2026-03=文件）、月份到路径或 pandas.DataFrame 的字典，或一个 pandas.DataFrame",
        "a list of paths (2026-03=FILE says which month), a dict of periods to paths or DataFrames, or one pandas.DataFrame",
    ),
    _months,
)
PATH: Final = Kind(Words("路径", "a path"), _path)
NAME: Final = Kind(Words("方案的名称或路径", "a scheme's name or path"), _path)
PATHS: Final = Kind(Words("路径、通配符，或它们的列表", "a path, a pattern, or a list of them"), _paths)
TEXT: Final = Kind(Words("文字", "a text"), _text)
TEXTS: Final = Kind(Words("文字，或文字的列表", "a text, or a list of texts"), _texts)
WHOLE: Final = Kind(Words("整数", "a whole number"), _whole)
SCHEME: Final = Kind(
    Words("方案的名称或路径，或 csscore.load_scheme 的结果", "a scheme's name or path, or what csscore.load_scheme returned"),
    _scheme,
)
NAMED_PATHS: Final = Kind(Words("名称到路径的字典", "a dict of names to paths"), _named(_path))
NAMED_TEXTS: Final = Kind(Words("文字到文字的字典", "a dict of texts to texts"), _named(_text))
NUMBERS: Final = Kind(Words("指标到数的字典", "a dict of metrics to numbers"), _named(_number))
OPTIONS: Final = (
    "sheet",
    "inputs",
    "roster",
    "adjust",
    "history",
    "period",
    "sets",
    "encoding",
    "engine",
    "spark_master",
)
"""Of `csscore.rank`: other functions take and hand on what they don't use themselves."""
_OF_RANK: Final = Words(
    f"csscore.rank 选项的字典（{'、'.join(OPTIONS)}）", f"a dict of options of csscore.rank ({', '.join(OPTIONS)})"
)
KINDS: Final[dict[str, Kind]] = {
    "data": DATA,
    "data_to": DATA,
    "scheme": SCHEME,
    "a": SCHEME,
    "b": SCHEME,
    "sheet": Kind(TEXTS.taken, _sheets),
    "inputs": NAMED_PATHS,
    "roster": PATH,
    "adjust": PATHS,
    "history": PATHS,
    "period": TEXT,
    "sets": Kind(Words("“路径=值”，或它们的列表", "PATH=VALUE, or a list of them"), _texts),
    "encoding": TEXT,
    "engine": one_of("engine", ENGINES),
    "spark_master": TEXT,
    "options_to": Kind(_OF_RANK, _options_of_rank),
    "months": Kind(
        Words("月份到 csscore.rank 选项的字典", "a dict of periods to dicts of options of csscore.rank"), _named(_options_of_rank)
    ),
    "periods": TEXT,
    "changes": TEXTS,
    "without": TEXTS,
    "join": TEXTS,
    "shocks": TEXTS,
    "spreads": NUMBERS,
    "seed": WHOLE,
    "draws": WHOLE,
    "only": TEXTS,
    "agent": TEXT,
    "against": TEXT,
    "agents": TEXTS,
    "metric": TEXT,
    "table": PATH,
    "columns": NAMED_TEXTS,
    "as_of": TEXT,
    "streaks": Kind(Words("（条件，月数）的列表", "a list of (condition, number of periods)"), _streaks),
    "path": PATH,
    "paths": Kind(Words("路径或方案名称，或它们的列表", "a path or a scheme's name, or a list of them"), _paths),
    "name": NAME,
    "by": TEXT,
    "because": TEXT,
    "year": TEXT,
    "lang": one_of("lang", LANGUAGES),
    "role": TEXT,
    "policy": TEXT,
    "key": PATH,
    "folder": PATH,
    "signers": PATH,
}
"""The kind of an argument by its name, which means the same in every function."""

"""Changes files and command lines, by bytes, by words and by structure; the same dice make the same changes."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from typing import Any

import yaml

from csscore.read.archive import BAD_ZIP
from tests.fuzz.corpus import Seed, words_of_the_language

NASTY = (
    "", " ", "0", "-1", "1", "100", "1e999", "9" * 40, "9" * 5_000, "0." + "0" * 400 + "1", "-" + "9" * 400, "NaN", "Infinity", "-", "--",
    "∞", "%", "50%", "101%", "1.2万亿", "￥1,2,3", "(1)", "1/0", "null", "~", "true", "{}", "[]", "{", "]", "''", '"', ":", ",", "，", "：",
    "“", "\x00", "\ufeff", "\u200b", "\u2028", "🙂", "２", "=1+1", "@x", "2026-02-30", "2026-03", "0000-00-00", "99:99:99", "24:00",
    "1小时90分", "下午 3:05", "rank <= 3", "sales / 0", "missing(sales)", "if(sales > 1, 1, 'a')", "total(sales) ** 999", "a" * 300,
    "sales and sales", "((((((((((sales))))))))))", "not not sales", "date('2026-13-01')", "`", "`sales", "x", "score", "people()", "else",
    ">=90", "1<=x<2", "3<=x<1", "==0", "first", "last", "汇总", "合计", "total", "#N/A", "#DIV/0!", "A999999999", "\\", "/nowhere", "../x", "C:\\x",
    "<table>", "&amp;", "\r", "\t", "1\n2", "９９９", "Ⅻ", "١٢", "1_000", "0x1F", "+5", "5-", "1e5", "1E-400", "-0", "00", "1.", ".5", "１２３．５",
)  # fmt: skip
BYTES = (
    b"\x00",
    b"\xff",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\x80",
    b"\n",
    b"\r",
    b'"',
    b",",
    b"\t",
    b"{",
    b"PK",
    b"\xa1\xa1",
    b"<",
    b"\x1a",
    b";",
)
OPTIONS = (
    ("--strict",), ("-q",), ("-v",), ("--format", "json"), ("--format", "csv"), ("--format", "md"), ("--format", "table"),
    ("--format", "html"), ("-o", "out.csv"), ("-o", "out.json"), ("-o", "out.xlsx"), ("-o", "out.md"), ("-o", "out.html"), ("--force",),
    ("--period", "2026-03"), ("--period", "2026-03..2026-04"), ("--sheet", "Sheet1"), ("--sheet", "*"), ("--encoding", "gbk"),
    ("--anonymous",), ("--set", "name=x"), ("--set", "score.digits=9"), ("--set", "rank.ties=dense"), ("--set", "missing=zero"),
    ("--fields", "rank,agent,pay"), ("--period", "{nasty}"), ("--set", "{nasty}"), ("--set", "metrics.sales.weight={nasty}"),
    ("--set", "{word}={nasty}"), ("--agent", "{nasty}"), ("--format", "{nasty}"), ("--with", "x={file}"), ("--roster", "{file}"),
    ("--adjust", "{file}"), ("--history", "{file}"), ("{nasty}",), ("{file}",), ("--encoding", "{nasty}"), ("--sheet", "{nasty}"),
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+|[^\w\s]")


def changed(seed: Seed, others: tuple[Seed, ...], dice: random.Random) -> Seed:
    """Return a seed with a change or a few."""
    files, words = dict(seed.files), list(seed.words)
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        if files and dice.random() < 0.85:
            name = dice.choice(sorted(files))
            files[name] = _file(name, files[name], others, dice)
        else:
            _command(words, sorted(files), dice)
    return Seed(files, tuple(words))


def _file(name: str, data: bytes, others: tuple[Seed, ...], dice: random.Random) -> bytes:
    if data[:2] == b"PK" and dice.random() < 0.8:
        return _archive(data, dice)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _bytes(data, dice)
    kind = name.rpartition(".")[2]
    chance = dice.random()
    if chance < 0.1:
        return _bytes(data, dice)
    if kind in {"yaml", "yml", "json"} and chance < 0.65:
        return _tree(text, kind, others, dice)
    if kind in {"csv", "txt"} and chance < 0.65:
        return _table(text, dice).encode("utf-8", "replace")
    return _words(text, dice).encode("utf-8", "replace")


def _bytes(data: bytes, dice: random.Random) -> bytes:
    at = dice.randint(0, len(data))
    end = min(len(data), at + dice.choice((1, 2, 8, 64)))
    way = dice.randrange(5)
    if way == 0:
        return data[:at] + data[end:]
    if way == 1:
        return data[:at] + data[at:end] * dice.choice((2, 3, 50)) + data[end:]
    if way == 2:
        return data[:at]
    if way == 3:
        return data[:at] + dice.choice(BYTES) + data[end:]
    return data[:at] + bytes(dice.randrange(256) for _ in range(end - at)) + data[end:]


def _words(text: str, dice: random.Random) -> str:
    found = list(_WORD.finditer(text))
    if not found:
        return text + _nasty(dice)
    word = dice.choice(found)
    if dice.random() < 0.2:
        other = dice.choice(found)
        return text[: word.start()] + other[0] + text[word.end() :]
    return text[: word.start()] + _nasty(dice) + text[word.end() :]


def _nasty(dice: random.Random) -> str:
    return dice.choice(NASTY) if dice.random() < 0.7 else dice.choice(words_of_the_language())


def _table(text: str, dice: random.Random) -> str:
    rows = [line.split(",") for line in text.splitlines()]
    if not rows:
        return text
    row = dice.randrange(len(rows))
    column = dice.randrange(len(rows[row]))
    way = dice.randrange(9)
    if way <= 2:
        rows[row][column] = _nasty(dice)
    elif way == 3:
        for one in rows[1:]:
            one[column : column + 1] = [_nasty(dice)]
    elif way == 4:
        for one in rows:
            one.insert(column, one[min(column, len(one) - 1)])
    elif way == 5:
        for one in rows:
            del one[column : column + 1]
    elif way == 6:
        rows.insert(row, list(dice.choice(rows)))
    elif way == 7:
        del rows[row]
    else:
        dice.shuffle(rows)
    return "\n".join(",".join(one) for one in rows) + "\n"


def _tree(text: str, kind: str, others: tuple[Seed, ...], dice: random.Random) -> bytes:
    try:
        tree = json.loads(text) if kind == "json" else yaml.load(text, Loader=yaml.CBaseLoader)
    except (ValueError, yaml.YAMLError):
        return _words(text, dice).encode("utf-8", "replace")
    holder = [tree]
    places = [(holder, 0)]
    for at in places:
        inner = at[0][at[1]]
        places += [
            (inner, key) for key in (inner if isinstance(inner, dict) else range(len(inner)) if isinstance(inner, list) else ())
        ]
    where, key = dice.choice(places)
    way = dice.randrange(8)
    if way <= 1:
        where[key] = _nasty(dice)
    elif way == 2:
        where[key] = dice.choice([None, {}, [], "", [where[key]], {"x": where[key]}, [where[key], where[key]]])
    elif way == 3:
        other, at = dice.choice(places)
        where[key] = json.loads(json.dumps(other[at]))
    elif way == 4 and isinstance(where, dict):
        where[_nasty(dice)] = where.pop(key)
    elif way == 5 and isinstance(where, dict):
        where[dice.choice(words_of_the_language())] = _nasty(dice)
    elif way == 6:
        where[key] = _graft(others, dice)
    elif where is not holder:
        del where[key]
    if kind == "json":
        return json.dumps(holder[0], ensure_ascii=False).encode("utf-8", "replace")
    return yaml.dump(holder[0], allow_unicode=True, sort_keys=False, Dumper=yaml.CSafeDumper).encode("utf-8", "replace")


def _graft(others: tuple[Seed, ...], dice: random.Random) -> Any:
    """Return a piece of another scheme."""
    for _ in range(20):
        schemes = [data for name, data in dice.choice(others).files.items() if name.endswith(".yaml")]
        try:
            tree = yaml.load(dice.choice(schemes), Loader=yaml.CBaseLoader) if schemes else None
        except yaml.YAMLError:
            continue
        while isinstance(tree, dict | list) and tree and dice.random() < 0.8:
            tree = dice.choice(list(tree.values()) if isinstance(tree, dict) else tree)
        if tree is not None:
            return tree
    return None


def _archive(data: bytes, dice: random.Random) -> bytes:
    target = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(target, "w") as after:
            names = before.namelist()
            chosen = dice.choice(
                [name for name in names if "sheet" in name or "Strings" in name or name == "content.xml"] or names
            )
            for name in names:
                content = before.read(name)
                if name == chosen:
                    content = _bytes(content, dice) if dice.random() < 0.3 else _xml(content, dice)
                after.writestr(name, content)
    except (*BAD_ZIP, IndexError):
        return _bytes(data, dice)
    return target.getvalue()


def _xml(content: bytes, dice: random.Random) -> bytes:
    return _words(content.decode("utf-8", "replace"), dice).encode("utf-8", "replace")


def _command(words: list[str], files: list[str], dice: random.Random) -> None:
    option = dice.choice(OPTIONS)
    given = {
        "nasty": _nasty(dice).replace("\x00", ""),
        "word": dice.choice(words_of_the_language()),
        "file": dice.choice(files or ["x.csv"]),
    }
    filled = [word.format(**given) if "{" in word else word for word in option]
    way = dice.random()
    if way < 0.75 or len(words) < 3:
        words += filled
    elif way < 0.9:
        del words[dice.randrange(1, len(words))]
    else:
        at = dice.randrange(1, len(words))
        words[at] = given["nasty"]

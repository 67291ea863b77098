"""The local page under hostile requests: other origins and hosts, wrong tokens, paths that climb, names, huge uploads, scripts in names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the extra 'open' is not installed")
pytest.importorskip("uvicorn", reason="the extra 'open' is not installed")
pytest.importorskip("httpx2", reason="what Starlette's test client speaks with is not installed")

from starlette.testclient import TestClient

from csscore.cli.desk import guard, routes
from csscore.cli.desk.desk import Desk, Ended

TOKEN = "a" * 43
PORT = 50505
BASE = f"http://127.0.0.1:{PORT}"
COOKIE = {"cookie": f"csscore-{PORT}={TOKEN}"}
OWN = {**COOKIE, "origin": BASE}
ROWS = b"agent,sales\nMei,12000\nDan,9000\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a desk on which no command is run: what it would have run is its output."""

    async def run(self: Desk, words: list[str], lang: str) -> Ended:
        if Path(words[-1]).is_absolute():
            Path(words[-1]).write_text('{"agents": [{"agent": "Mei", "name": "Mei"}]}', encoding="utf-8")
        return Ended(0, f"{lang}: {' '.join(words)}", "")

    monkeypatch.setattr(Desk, "_run", run)
    (tmp_path / "desk").mkdir()
    return Desk(tmp_path / "desk")


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    app = routes.application(desk, port=PORT, token=TOKEN, lang=None)
    with TestClient(app, base_url=BASE, follow_redirects=False) as client:
        yield client


def dropped(client: TestClient, *files: tuple[str, bytes], field: str = "file", **said: str) -> Any:
    return client.post("/", headers=OWN, files=[(field, file) for file in files], data={"do": "add", **said})


def lying(desk: Desk) -> list[str]:
    return sorted(path.relative_to(desk.folder).as_posix() for path in desk.folder.rglob("*") if path.is_file())


def test_the_first_address_sets_a_cookie_that_no_other_site_brings(client: TestClient) -> None:
    first = client.get(f"/?token={TOKEN}")
    assert first.status_code == 200
    assert first.headers["set-cookie"] == f"csscore-{PORT}={TOKEN}; HttpOnly; SameSite=Strict; Path=/"
    assert client.get("/", headers=COOKIE).status_code == 200


@pytest.mark.parametrize(
    "query",
    ["", "?token=", "?token=b", f"?token={TOKEN[:-1]}", f"?token={TOKEN}a", f"?token={TOKEN}&token={TOKEN}", f"?t={TOKEN}"],
)
def test_without_the_token_nothing_is_told(client: TestClient, query: str) -> None:
    answer = client.get(f"/{query}")
    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)
    assert "presale" not in answer.text


@pytest.mark.parametrize("path", ["/result", "/made/page", "/person", "/words", "/style.css", "/desk.js", "/none"])
def test_the_token_opens_the_first_page_only_and_every_other_wants_the_cookie(client: TestClient, path: str) -> None:
    assert client.get(f"{path}?token={TOKEN}").status_code == 403
    for cookie in (f"csscore-{PORT}=b", f"csscore-1={TOKEN}", f"csscore-{PORT}", "=;;\x7f"):
        assert client.get(path, headers={"cookie": cookie}).status_code == 403


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        f"evil.example:{PORT}",
        "127.0.0.1",
        f"127.0.0.1:{PORT + 1}",
        f"localhost:{PORT}",
        f"127.0.0.1.evil.example:{PORT}",
        "",
    ],
)
def test_another_host_name_is_a_turned_name_server(client: TestClient, host: str) -> None:
    for path in ("/", f"/?token={TOKEN}", "/made/csv"):
        assert client.get(path, headers={**COOKIE, "host": host}).status_code == 421


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", f"https://127.0.0.1:{PORT}", f"http://127.0.0.1:{PORT + 1}", f"http://localhost:{PORT}", ""],
)
def test_another_page_can_neither_post_nor_read(client: TestClient, desk: Desk, origin: str) -> None:
    headers = {**COOKIE, "origin": origin}
    assert client.post("/", headers=headers, files=[("file", ("march.csv", ROWS))]).status_code == 403
    assert client.get("/", headers=headers).status_code == 403
    assert lying(desk) == []


def test_a_form_that_says_no_origin_is_refused(client: TestClient, desk: Desk) -> None:
    assert client.post("/", headers=COOKIE, files=[("file", ("march.csv", ROWS))]).status_code == 403
    assert lying(desk) == []


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_a_browser_says_comes_from_elsewhere_is_refused(client: TestClient, site: str) -> None:
    assert client.get("/made/csv", headers={**COOKIE, "sec-fetch-site": site}).status_code == 403
    assert client.get("/", headers={**COOKIE, "sec-fetch-site": site}).status_code == 403
    assert client.get(f"/?token={TOKEN}", headers={"sec-fetch-site": site}).status_code == 200  # a link in a terminal of the web


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_only_reading_and_posting(client: TestClient, method: str) -> None:
    assert client.request(method, "/", headers=OWN).status_code == 405


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../evil.csv", "evil.csv"),
        ("/etc/passwd", "passwd"),
        ("..\\..\\evil.csv", "evil.csv"),
        ("C:\\Users\\x\\march.csv", "march.csv"),
        ("..", "_"),
        ("-rf.csv", "_-rf.csv"),
        ("--set.csv", "_--set.csv"),
        ("~$march.xlsx", "_~$march.xlsx"),
        ("con.csv", "_con.csv"),
        ("a\u202ecsv.xlsx", "a_csv.xlsx"),
        ("*?.csv", "__.csv"),
        ("三月 售前.xlsx", "三月 售前.xlsx"),
        (".hidden", "hidden"),
        ("x.csv/../../y.csv", "y.csv"),
    ],
)
def test_a_file_lies_in_its_folder_whatever_it_is_called(client: TestClient, desk: Desk, name: str, kept: str) -> None:
    assert dropped(client, (name, ROWS)).status_code == 303
    assert lying(desk) == [f"given/{kept}"]


def test_a_name_may_be_as_long_as_it_likes(client: TestClient, desk: Desk) -> None:
    dropped(client, ("长" * 500 + ".csv", ROWS))
    (path,) = (desk.folder / "given").iterdir()
    assert path.suffix == ".csv"
    assert len(path.name.encode()) < 140


def test_a_file_of_the_same_name_takes_the_place_of_the_other(client: TestClient, desk: Desk) -> None:
    dropped(client, ("March.csv", ROWS))
    dropped(client, ("march.CSV", b"agent,sales\nMei,1\n"))
    assert lying(desk) == ["given/march.CSV"]
    assert [one.name for one in desk.files] == ["march.CSV"]


@pytest.mark.parametrize(
    "path",
    [
        "/made/../given/march.csv",
        "/made/%2e%2e/given/march.csv",
        "/made/..%2fgiven%2fmarch.csv",
        "/given/march.csv",
        "/made/person",
        "/made/none",
        "/../../etc/passwd",
    ],
)
def test_no_address_leads_to_a_file_of_the_disk(client: TestClient, path: str) -> None:
    dropped(client, ("march.csv", ROWS), scheme="presale")
    answer = client.get(path, headers=COOKIE)
    assert answer.status_code == 404
    assert "Mei" not in answer.text


@pytest.mark.parametrize("scheme", ["../../etc/passwd", "/etc/passwd", "--help", "nothing", "presale\x00"])
def test_only_a_scheme_that_is_offered_is_taken(client: TestClient, desk: Desk, scheme: str) -> None:
    dropped(client, ("march.csv", ROWS), scheme=scheme)
    assert desk.scheme == ""
    assert client.get("/words", params={"scheme": scheme}, headers=COOKIE).status_code == 404


def test_huge_uploads_are_refused_and_nothing_stays(client: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_BYTES", 50_000)
    monkeypatch.setattr(routes, "MOST_BYTES", 50_000)
    said = client.post("/", headers={**OWN, "content-length": "50001"}, content=b"")
    assert said.status_code == 413

    def pieces() -> Iterator[bytes]:  # of no length that is told beforehand
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        for _ in range(100):
            yield b"x" * 1000

    kind = {"content-type": "multipart/form-data; boundary=x"}
    assert client.post("/", headers={**OWN, **kind}, content=pieces()).status_code == 413
    assert lying(desk) == []
    # several that are small, and together too much
    assert dropped(client, ("a.csv", b"x" * 30_000)).status_code == 303
    assert dropped(client, ("b.csv", b"x" * 30_000)).status_code == 413
    assert lying(desk) == ["given/a.csv"]


def test_more_files_than_a_desk_holds(client: TestClient, desk: Desk) -> None:
    answer = dropped(client, *((f"{number}.csv", ROWS) for number in range(routes.MOST_FILES + 1)))
    assert answer.status_code in {400, 413}
    assert len(desk.files) <= routes.MOST_FILES


@pytest.mark.parametrize(
    "body", [b"", b"--x", b"\xff\xfe", b'--x\r\nContent-Disposition: form-data; name="file"; filename="a\r\n']
)
def test_a_form_that_is_none(client: TestClient, desk: Desk, body: bytes) -> None:
    kind = {"content-type": "multipart/form-data; boundary=x"}
    assert client.post("/", headers={**OWN, **kind}, content=body).status_code in {303, 400}
    assert lying(desk) == []


def test_a_page_that_was_made_is_a_stranger_to_the_desk(client: TestClient) -> None:
    dropped(client, ("march.csv", ROWS), scheme="presale")
    assert client.get("/result", headers=COOKIE).status_code == 200
    for path in ("/made/page", "/made/audit", "/person?agent=Mei"):
        policy = client.get(path, headers=COOKIE).headers["content-security-policy"]
        assert policy.startswith("sandbox ")
        assert "allow-same-origin" not in policy
        assert "frame-ancestors 'self'" in policy
    assert client.get("/person?agent=--help", headers=COOKIE).status_code == 404
    told = client.get("/made/csv", headers=COOKIE).headers["content-disposition"]
    assert told == 'attachment; filename="ranking.csv"'


def test_what_was_made_is_forgotten_when_anything_changes(client: TestClient, desk: Desk) -> None:
    dropped(client, ("march.csv", ROWS), scheme="presale")
    client.get("/made/csv", headers=COOKIE)
    assert sum(name.startswith("made-") for name in lying(desk)) == 1
    dropped(client, scheme="presale-rank")
    assert lying(desk) == ["given/march.csv"]


def test_every_text_is_text(client: TestClient) -> None:
    hostile = '"><script>alert(1)</script>'
    dropped(client, ("<img src=x onerror=alert(1)>.csv", ROWS), period=hostile, sheet=hostile, called0=hostile)
    page = client.get("/", headers=COOKIE).text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert page.count("<script") == 1
    assert "&lt;script&gt;" in page


def test_what_a_browser_is_told(client: TestClient) -> None:
    told = client.get("/", headers=COOKIE).headers
    assert "default-src 'none'" in told["content-security-policy"]
    assert "frame-ancestors 'none'" in told["content-security-policy"]
    assert "unsafe" not in told["content-security-policy"]
    for name, value in {
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "cache-control": "no-store",
    }.items():
        assert told[name] == value
    page = client.get("/", headers=COOKIE).text
    assert "http://" not in page
    assert "https://" not in page


@pytest.mark.parametrize(
    ("asked", "lang"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.1", "en"),
        ("fr,zh;q=0.3", "zh"),
        ("fr", "en"),
        ("", "en"),
        ("en;q=x,;", "en"),
        ("en;q=0.1,zh", "zh"),
    ],
)
def test_the_language_is_the_browsers(client: TestClient, asked: str, lang: str) -> None:
    page = client.get("/", headers={**COOKIE, "accept-language": asked}).text
    assert f'<html lang="{"zh-CN" if lang == "zh" else "en"}">' in page


def test_the_command_line_says_everything_that_was_chosen(client: TestClient, desk: Desk) -> None:
    """As somebody would type it; by hand from docs/cli.md."""
    dropped(
        client,
        ("march.xlsx", ROWS),
        ("exam march.csv", ROWS),
        ("roster.csv", ROWS),
        ("decided.csv", ROWS),
        ("2026-02.json", b"{}"),
    )
    roles = dict(enumerate(("data", "input", "roster", "adjust", "history")))
    said = {f"role{number}": role for number, role in roles.items()}
    dropped(client, scheme="aftersale-rank", called1="exam", period="2026-03", sheet="数据信息", **said)
    assert [one.role for one in desk.files] == list(roles.values())
    page = routes.pages.result(desk, Ended(0, "", ""), [("小美", "小美")], [], "en")
    line = (
        "csscore report march.xlsx --scheme aftersale-rank --with &#x27;exam=exam march.csv&#x27; --roster roster.csv"
        " --adjust decided.csv --history 2026-02.json --period=2026-03 --sheet=数据信息 -o report.html"
    )
    assert line.replace("--sheet=数据信息", "&#x27;--sheet=数据信息&#x27;") in page or line in page


def test_a_scheme_that_was_dropped_is_chosen_and_gone_when_it_is_removed(client: TestClient, desk: Desk) -> None:
    dropped(client, ("ours.yaml", b"csscore: 1\n"))
    assert (desk.scheme, desk.of("scheme")[0].name) == ("ours.yaml", "ours.yaml")
    dropped(client, ("form.xlsx", b"PK"), field="own")
    assert desk.scheme == "form.xlsx"
    dropped(client, remove="1")
    assert (desk.scheme, lying(desk)) == ("", ["given/ours.yaml"])
    assert client.get("/result", headers=COOKIE).headers["location"] == "./"


def test_a_month_to_play_with_and_other_weights(client: TestClient, desk: Desk) -> None:
    assert 'value="sample"' in client.get("/", headers=COOKIE).text
    assert client.post("/", headers=OWN, data={"do": "sample"}).headers["location"] == "./"
    assert [(one.name, one.role) for one in desk.files] == [("march.xlsx", "data"), ("adjust-march.csv", "adjust")]
    assert desk.scheme == "presale"
    page = client.get("/result", headers=COOKIE | {"accept-language": "zh"}).text
    assert 'name="set metrics.sales.weight" value="45"' in page
    said = {"set metrics.sales.weight": "50", "set metrics.conversion.weight": "40", "set metrics.response.weight": "10"}
    assert client.post("/", headers=OWN, data={"do": "report", **said}).headers["location"] == "result"
    assert desk.sets == {"metrics.sales.weight": "50", "metrics.conversion.weight": "40"}
    page = client.get("/result", headers=COOKIE).text
    assert "--set=metrics.sales.weight=50 --set=metrics.conversion.weight=40 -o" in page
    for name, value in {"metrics.sales.weight": "5; rm", "pay": "1", "metrics.reply_rate.weight": "5"}.items():
        client.post("/", headers=OWN, data={"do": "report", f"set {name}": value})
        assert name not in desk.sets  # no number, no weight, a metric that is only shown
    client.post("/", headers=OWN, data={"do": "sample"})
    assert len(desk.files) == 2

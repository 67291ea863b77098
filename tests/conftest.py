"""What all tests share: the third-party files, and CI's rule that nothing it can provide is skipped."""

from __future__ import annotations

import gc
import os
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from tests import postgres, spark
from tests.report.page.browser import Browser, chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "data"

# a busy machine is slow, which says nothing of the code
PATIENT = settings(
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture],
)
# the same examples every time: whoever runs the tests to see whether his change is right should not meet somebody else's luck;
# `pytest --hypothesis-profile explore` draws new ones
settings.register_profile("csscore", PATIENT, derandomize=True, max_examples=20)
settings.register_profile("explore", PATIENT, max_examples=1000)
settings.load_profile("csscore")


def examples(count: int) -> settings:
    """Return how many examples a property is tried with: ``count`` where others have a hundred."""
    return settings(max_examples=max(5, count * settings().max_examples // 100))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep neighbours together where several processes run the tests: what a module makes once is made once."""
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Let every second process read the tests from the end: of each module one makes what Python runs, and the other finds it."""
    number = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    if int(number) % 2 and session.config.args == session.config.getini("testpaths"):
        for path in sorted((ROOT / "tests").rglob("test_*.py"), reverse=True):
            if not pytest_ignore_collect(path.parent, session.config):
                with suppress(Exception, pytest.skip.Exception):  # is said when it is collected
                    import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave clusters of Spark, which take a minute, to who asks for them (``pytest tests/cluster``), as CI does."""
    asked = any("cluster" in Path(argument).parts for argument in config.args)
    return True if collection_path == ROOT / "tests" / "cluster" and not asked else None


def pytest_collection_finish() -> None:
    """Spare the tests the collector's walks through what stays for all of them: a fifth of their time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Turn a skip into a failure where everything must run."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("CSSCORE_REQUIRE_ALL") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped although everything must run: {report.longrepr}"


@pytest.fixture(scope="session", autouse=True)
def _unplugged_by_nobody() -> Iterator[None]:
    """Spare the disk what only a power cut would show: of thousands of small files each would be waited for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of third-party files, or skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the third-party files (../shared/data) are not here")
    return SHARED


@pytest.fixture
def samples() -> Path:
    """Return the folder of the samples."""
    return ROOT / "samples"


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Return the one browser of all tests, or skip where there is none."""
    program = chromium()
    if program is None:
        pytest.skip("there is no Chromium here")
    browser = Browser(program, tmp_path_factory.mktemp("profile"))
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres.Server]:
    """Return a PostgreSQL server whose service is `tests.postgres.SERVICE`, or skip where its programs are absent."""
    pytest.importorskip("psycopg", reason="the extra 'postgres' is not installed")
    if postgres.programs() is None:
        pytest.skip("PostgreSQL's programs are not here to run a server")
    with postgres.running(_shared(tmp_path_factory)) as found, pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGSERVICEFILE", str(found.service_file))
        yield found


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[spark.Gateway]:
    """Let csscore find a session with Spark, or skip where it can't be."""
    absent = spark.lacking()
    if absent is not None:
        pytest.skip(absent)
    with spark.running(_shared(tmp_path_factory)) as found:
        yield found


def _shared(folders: pytest.TempPathFactory) -> Path | None:
    """Return the folder that all processes of a run share; None where there is one."""
    return folders.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else None

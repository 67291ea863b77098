"""Chromium without a window, spoken to over a pipe: open a page, run script in it, hear of errors and requests."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--remote-debugging-pipe",
)  # fmt: skip
PATIENCE = 60.0


def chromium() -> str | None:
    """Return the browser's program, if there is one."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((found for name in names if (found := shutil.which(name))), None)


class Browser:
    """One browser process; commands are JSON that ends in a zero byte, on file descriptors 3 and 4."""

    def __init__(self, program: str, profile: Path) -> None:
        to_read, self._write = os.pipe()
        self._read, to_write = os.pipe()

        def descriptors() -> None:
            # both may stand at 3 or 4 themselves
            high_read, high_write = os.dup2(to_read, 60), os.dup2(to_write, 61)
            os.dup2(high_read, 3)
            os.dup2(high_write, 4)

        self._process = subprocess.Popen(
            [program, *FLAGS, f"--user-data-dir={profile}"],
            preexec_fn=descriptors,  # noqa: PLW1509 - there are no threads yet
            close_fds=False,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_write)
        self._left = b""
        self._number = 0
        self.events: list[dict[str, Any]] = []
        self._free: list[str] = []

    def close(self) -> None:
        """End the browser with all its processes: what still runs still writes to the profile."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(20)
        os.close(self._write)
        os.close(self._read)

    def ask(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters, **({"sessionId": session} if session else {})}
        os.write(self._write, json.dumps(message).encode() + b"\0")
        until = time.monotonic() + PATIENCE
        while True:
            answer = self._next(until)
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise AssertionError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def wait(self, method: str, session: str) -> None:
        until = time.monotonic() + PATIENCE
        while not any(event.get("method") == method and event.get("sessionId") == session for event in self.events):
            self.events.append(self._next(until))

    def _next(self, until: float) -> dict[str, Any]:
        while b"\0" not in self._left:
            if not select.select([self._read], [], [], max(until - time.monotonic(), 0))[0]:
                raise TimeoutError("the browser does not answer")
            piece = os.read(self._read, 1 << 16)
            if not piece:
                raise AssertionError("the browser has ended")
            self._left += piece
        message, _, self._left = self._left.partition(b"\0")
        return json.loads(message)

    def open(
        self,
        path: Path | str,
        *,
        width: int = 1400,
        height: int = 900,
        dark: bool = False,
        mobile: bool = False,
        script: bool = True,
        lang: str | None = None,
    ) -> Page:
        session = self._free.pop() if self._free else self._tab()
        page = Page(self, session)
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile}
        self.ask("Emulation.setDeviceMetricsOverride", session, **size)
        page.dark(dark)
        self.ask("Emulation.setScriptExecutionDisabled", session, value=not script)
        self.ask("Network.setExtraHTTPHeaders", session, headers={} if lang is None else {"Accept-Language": lang})
        self.forget(session)
        started = time.monotonic()
        self.ask("Page.navigate", session, url=path if isinstance(path, str) else path.resolve().as_uri())
        self.wait("Page.loadEventFired", session)
        page.seconds = time.monotonic() - started
        return page

    def _tab(self) -> str:
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for room in ("Page", "Runtime", "Network", "Log"):
            self.ask(f"{room}.enable", session)
        return session

    def leave(self, session: str) -> None:
        """Let the next page be opened where this one is: another process for each costs more than most pages."""
        self._free.append(session)

    def forget(self, session: str) -> None:
        """Forget what happened in a tab."""
        self.events = [event for event in self.events if event.get("sessionId") != session]


class Page:
    """One page that has been loaded."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser, self._session = browser, session
        self.seconds = 0.0

    def run(self, script: str) -> Any:
        """Return what an expression is in the page, as JSON."""
        found = self._browser.ask("Runtime.evaluate", self._session, expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in found:
            raise AssertionError(found["exceptionDetails"])
        return found["result"].get("value")

    def dark(self, wanted: bool) -> None:
        """Let whoever looks prefer dark pages, or light ones."""
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if wanted else "light"}]
        self._browser.ask("Emulation.setEmulatedMedia", self._session, features=scheme)

    def seen(self, selector: str) -> bool:
        """Say whether an element is laid out, without running anything in the page."""
        root = self._browser.ask("DOM.getDocument", self._session)["root"]["nodeId"]
        node = self._browser.ask("DOM.querySelector", self._session, nodeId=root, selector=selector)["nodeId"]
        try:
            return bool(node) and self._browser.ask("DOM.getBoxModel", self._session, nodeId=node)["model"]["height"] > 0
        except AssertionError:  # it has no box
            return False

    def errors(self) -> list[str]:
        """Return what went wrong: exceptions, console errors and warnings, violations of the policy."""
        said = []
        for event in self._of():
            if event["method"] == "Runtime.exceptionThrown":
                said.append(json.dumps(event["params"]["exceptionDetails"]))
            elif event["method"] == "Runtime.consoleAPICalled" and event["params"]["type"] in {"error", "warning", "assert"}:
                said.append(json.dumps(event["params"]["args"]))
            elif event["method"] == "Log.entryAdded":
                said.append(event["params"]["entry"]["text"])
        return said

    def requests(self) -> list[str]:
        """Return the addresses that were asked for."""
        return [event["params"]["request"]["url"] for event in self._of() if event["method"] == "Network.requestWillBeSent"]

    def picture(self, to: Path, *, whole: bool = True) -> None:
        shot = self._browser.ask("Page.captureScreenshot", self._session, captureBeyondViewport=whole, format="png")
        to.write_bytes(base64.b64decode(shot["data"]))

    def print(self, to: Path) -> None:
        made = self._browser.ask("Page.printToPDF", self._session, preferCSSPageSize=True, printBackground=True)
        to.write_bytes(base64.b64decode(made["data"]))

    def choose(self, selector: str, *files: Path) -> None:
        """Choose files in a field, as somebody does in the window that it opens."""
        root = self._browser.ask("DOM.getDocument", self._session)["root"]["nodeId"]
        node = self._browser.ask("DOM.querySelector", self._session, nodeId=root, selector=selector)["nodeId"]
        self._browser.ask("DOM.setFileInputFiles", self._session, nodeId=node, files=[str(file) for file in files])

    def until(self, script: str) -> Any:
        """Return what an expression is once it is something, whatever page has come meanwhile."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with contextlib.suppress(AssertionError):  # between two pages there is none
                found = self.run(script)
                if found:
                    return found
            time.sleep(0.05)
        raise TimeoutError(script)

    def key(self, name: str, code: int) -> None:
        """Press a key."""
        pressed = {"type": "keyDown", "text": "\r"} if name == "Enter" else {"type": "rawKeyDown"}
        for kind in (pressed, {"type": "keyUp"}):
            self._browser.ask("Input.dispatchKeyEvent", self._session, key=name, code=name, windowsVirtualKeyCode=code, **kind)

    def close(self) -> None:
        self._browser.leave(self._session)

    def _of(self) -> list[dict[str, Any]]:
        self._browser.ask("Runtime.evaluate", self._session, expression="1")
        return [event for event in self._browser.events if event.get("sessionId") == self._session]

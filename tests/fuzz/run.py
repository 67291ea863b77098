"""Runs many changed inputs, in several processes; what went wrong is listed with the numbers that make it again.

``python tests/fuzz/run.py --cases 1000000 --seed 1 --state fuzz.json`` goes on where it was stopped;
``python tests/fuzz/run.py --seed 1 --show 4711`` writes one case into the current folder and says its command line.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import pkgutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
CHUNK = 2_500
SLOW = 60
"""Seconds of the processor that no case of a few kilobytes may take; of a clock, twenty times as many, for what only waits."""


def worker(seed: int, start: int, stop: int) -> None:
    """Print a line for each case that is at fault; begin each with its number, so that an abort is known."""
    import csscore
    from tests.fuzz.judging import judge

    # all of it now: what is imported only when it is needed could come from a later state of a folder that somebody works in
    for module in pkgutil.walk_packages(csscore.__path__, "csscore."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)

    out = os.fdopen(os.dup(1), "w", buffering=1)

    def alarm(*_: object) -> None:
        raise TimeoutError(f"longer than {SLOW} s of the processor")

    limited = hasattr(signal, "setitimer")
    if limited:
        signal.signal(signal.SIGPROF, alarm)
        signal.signal(signal.SIGALRM, alarm)
    gc.collect()
    gc.freeze()  # modules stay: they need not be walked again for each case
    with judge() as judging:
        for number in range(start, stop):
            out.write(f"@{number}\n")
            if limited:
                signal.setitimer(signal.ITIMER_PROF, SLOW)
                signal.setitimer(signal.ITIMER_REAL, 20 * SLOW)
            faults = judging.faults(seed, number)
            for fault in faults:
                out.write(json.dumps([number, fault], ensure_ascii=False) + "\n")
    out.write("done\n")


def chunk(seed: int, start: int, stop: int) -> list[list[object]]:
    """Run cases in a process of their own, and go on behind one that ends it."""
    found: list[list[object]] = []
    while start < stop:
        command = [sys.executable, str(Path(__file__).resolve()), "--seed", str(seed), "--worker", f"{start}:{stop}"]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
        lines = ended.stdout.splitlines()
        found += [json.loads(line) for line in lines if line.startswith("[")]
        if lines and lines[-1] == "done":
            break
        begun = [int(line[1:]) for line in lines if line.startswith("@")]
        if not begun:
            raise SystemExit(f"no case was begun: {ended.stderr[-2000:]}")
        last = max(begun)
        found.append([last, f"ended the process ({ended.returncode}): {ended.stderr[-300:]}"])
        start = last + 1
    return found


def main() -> int:
    """Run, and say what was found."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--cases", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    asked.add_argument("--state", type=Path)
    asked.add_argument("--show", type=int)
    asked.add_argument("--worker")
    given = asked.parse_args()
    if given.worker:
        start, stop = map(int, given.worker.split(":"))
        worker(given.seed, start, stop)
        return 0
    if given.show is not None:
        return show(given.seed, given.show)
    state = {"seed": given.seed, "done": [], "faults": []}
    if given.state and given.state.exists():
        state = json.loads(given.state.read_text(encoding="utf-8"))
    starts = [start for start in range(0, given.cases, CHUNK) if start not in state["done"]]
    began = time.monotonic()
    with ThreadPoolExecutor(given.processes) as pool:
        running = {pool.submit(chunk, state["seed"], start, min(start + CHUNK, given.cases)): start for start in starts}
        for ended in as_completed(running):
            state["done"].append(running[ended])
            for fault in ended.result():
                state["faults"].append(fault)
                print(*fault, sep="\t", flush=True)
            if given.state:
                given.state.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
    print(f"{given.cases} cases, seed {state['seed']}: {len(state['faults'])} faults, {time.monotonic() - began:.0f} s")
    return 1 if state["faults"] else 0


def show(seed: int, number: int) -> int:
    """Write one case into the current folder."""
    from tests.fuzz.judging import judge

    with judge() as judging:
        case = judging.case(seed, number)
    for name, data in case.files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(data)
    print("csscore", *map(repr, case.words))
    return 0


if __name__ == "__main__":
    sys.exit(main())

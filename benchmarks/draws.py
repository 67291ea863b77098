"""Plays a month of 100 agents 10,000 times: all draws at once against the engine draw by draw; both must agree.

Drawing the values is timed apart: what is raced is scoring and ranking them, with the best and the worst of every draw.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import data
import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

AGENTS, DRAWS, LOOPED, WHOLE, ROUNDS = 100, 10_000, 50, 10, 5
SECONDS = 2.0
TIMES = 100


def sampling(folder: Path, scheme: str) -> bool:
    """Print how long the draws take, and how many times longer the engine takes one by one; return whether both bars are kept."""
    from csscore.analysis.audit.replicas import play
    from csscore.pipeline import compute
    from csscore.problems import Problems
    from csscore.score.scoring import score

    source = folder / "sampling.csv"
    data.write_csv(source, AGENTS)
    run = compute(str(source), scheme)
    measured, rng = run.measured, np.random.Generator(np.random.PCG64(0))
    start = time.perf_counter()
    drawn = {name: np.rint(rng.normal(own, abs(own) / 20, (DRAWS, AGENTS)) * 1e6) / 1e6 for name, own in measured.values.items()}
    drawing = time.perf_counter() - start
    at_once, processor, alone, whole = [], [], [], []
    for _ in range(ROUNDS):
        start, busy = time.perf_counter(), time.process_time()
        played = play(run.scheme, measured, drawn)
        at_once.append(time.perf_counter() - start)
        processor.append(time.process_time() - busy)
        start = time.perf_counter()
        for i in range(LOOPED):
            values = {name: column[i] for name, column in drawn.items()}
            found = score(run.scheme, replace(measured, values=values, scope=measured.scope.plus(**values)), Problems())
            if not (np.array_equal(found.ranks, played.ranks[i]) and np.array_equal(found.scores, played.scores[i])):
                raise SystemExit(f"draw {i} differs from the engine's")
        alone.append((time.perf_counter() - start) / LOOPED * DRAWS)
        start = time.perf_counter()
        for _again in range(WHOLE):
            compute(str(source), scheme)
        whole.append((time.perf_counter() - start) / WHOLE * DRAWS)
    seconds, scored, computed = (statistics.median(times) for times in (at_once, alone, whole))
    print(f"\nsampling: {DRAWS:,} draws x {AGENTS} agents x {len(drawn)} metrics ({ROUNDS} rounds by turns, medians)")
    print(f"  {'drawing the values':32} {drawing:8.3f} s")
    print(f"  {'all draws at once':32} {seconds:8.3f} s  (processor {statistics.median(processor):.3f} s)")
    print(f"  {'the score room draw by draw':32} {scored:8.1f} s  (from {LOOPED} draws; {scored / seconds:.0f} times as long)")
    print(
        f"  {'the whole pipeline draw by draw':32} {computed:8.1f} s  (from {WHOLE} runs; {computed / seconds:.0f} times as long)"
    )
    kept = seconds <= SECONDS and computed >= TIMES * seconds
    print(f"  at once: {seconds:.2f} s (bar {SECONDS}) {'kept' if seconds <= SECONDS else 'MISSED'}")
    verdict = "kept" if computed >= TIMES * seconds else "MISSED"
    print(f"  faster than looping the pipeline: {computed / seconds:.0f} times (bar {TIMES}) {verdict}")
    return kept

"""What csscore made of samples, cases and 1,000 random months, kept as files: whoever rebuilds a room sees what he changed.

``samples/``, ``refused/``, ``cases/``
    A file a sample or case: a line a run (its command, exit code, problems, totals), then a line an agent. Every sample is ranked
    by every scheme; where the scheme does not take it, the refusal stands under ``refused/``.
``months/``
    The same of months drawn once, with their rows and scheme beside them, packed, 100 a file. The first half are the months of
    ``tests/test_oracle_agrees.py``, the others the events of ``tests/test_events_agree.py`` with the month before.

Left out is what changes by itself: csscore's version, digests; of the months also the wording of messages. The suite compares
``samples/``, ``cases/`` and a tenth of the months, with ``CSSCORE_FROZEN=all`` all of them. A change that is wanted is a commit of its own that
``python -m tests.frozen.make NAME`` makes (``samples/centre.csv``, ``cases/time-zone``, ``months/3``, ``months`` …).
"""

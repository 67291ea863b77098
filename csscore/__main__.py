"""``python -m csscore`` is ``csscore``."""

from __future__ import annotations

from csscore.cli import main

if __name__ == "__main__":
    main()

"""The door every command comes in and leaves by: language first, exit code last; no traceback for a user's mistake."""

from __future__ import annotations

import os
import sys
import warnings
from typing import TYPE_CHECKING, Any

from typer import Exit

from csscore.cli import console, exit_codes
from csscore.cli.commands import Group
from csscore.cli.language import chosen, translate
from csscore.cli.streams import is_gone, silence
from csscore.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from csscore.problems import Rejected

_INTERRUPTED = Words("已中断", "interrupted")
_REJECTED = Words("有 {count} 处错误，没有产生结果", "{count} errors; no result was produced")
_ONE_REJECTED = Words("有 1 处错误，没有产生结果", "1 error; no result was produced")


class Application(Group):
    """The outermost group: chooses the language, runs the command, turns its end into an exit code."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command line and exit with its code."""
        if not sys.warnoptions:
            warnings.simplefilter("ignore")  # what libraries say to developers is not for users
        lang = chosen(sys.argv[1:] if args is None else args)
        console.start(lang)
        translate(self, lang)
        run = super().main
        code = exit_code(
            lambda: run(
                args,
                prog_name or "csscore",
                complete_var,
                standalone_mode=False,
                windows_expand_args=windows_expand_args,
                **extra,
            )
        )
        if not standalone_mode:
            return code
        sys.exit(code)


def exit_code(run: Callable[[], Any]) -> int:
    """Run a command and return its exit code, having said what stopped it."""
    from typer import BadParameter

    usage_error: Any = BadParameter.__mro__[1]
    try:
        answer = run()
        sys.stdout.flush()
    except OSError as error:
        return _failed(error)
    except exit_codes.Stopped as stop:
        console.current().problems(stop.problems)
        return stop.code
    except Exit as early:
        return (
            _interrupted(early.exit_code) if early.exit_code == exit_codes.INTERRUPTED else early.exit_code
        )  # Typer's KeyboardInterrupt
    except usage_error as mistake:
        from csscore.cli.usage import problem_of

        console.current().problems([problem_of(mistake)])
        return exit_codes.USAGE
    except (KeyboardInterrupt, exit_codes.Terminated) as asked:
        return _interrupted(exit_codes.INTERRUPTED if isinstance(asked, KeyboardInterrupt) else exit_codes.TERMINATED)
    except Exception as error:  # noqa: BLE001 - the last door: whatever comes here is a bug, and a traceback would print salaries
        from csscore.problems import Rejected

        return _rejected(error) if isinstance(error, Rejected) else _bug(error)
    if answer == exit_codes.INTERRUPTED:  # what Typer makes of KeyboardInterrupt
        return _interrupted(exit_codes.INTERRUPTED)
    return answer if isinstance(answer, int) else exit_codes.DONE


def _failed(error: OSError) -> int:
    """End where the system refuses what no command had to expect: as a rule it is standard output."""
    if error.filename is None and is_gone(error):
        silence(sys.stdout)
        return exit_codes.PIPE
    if error.filename is not None:  # only a stream has no name
        return _bug(error)
    stop = exit_codes.output_failed(error)
    console.current().problems(stop.problems)
    return stop.code


def _interrupted(code: int) -> int:
    console.current().remark(_INTERRUPTED)
    return code


def _rejected(error: Rejected) -> int:
    speaker = console.current()
    speaker.problems(error.problems)
    count = sum(problem.severity == "error" for problem in error.problems)
    speaker.remark(_REJECTED if count != 1 else _ONE_REJECTED, count=count)
    return exit_codes.REJECTED


def _bug(error: Exception) -> int:
    from traceback import print_exception, walk_tb

    if os.environ.get("CSSCORE_DEBUG"):
        print_exception(error)
    frames = [(frame.f_globals.get("__name__", "?"), line) for frame, line in walk_tb(error.__traceback__)]
    module, line = next((frame for frame in reversed(frames) if frame[0].startswith("csscore.")), ("?", 0))
    console.current().problems(
        exit_codes.stopped(exit_codes.BUG, "U901", error=type(error).__name__, spot=f"{module}:{line}").problems
    )
    return exit_codes.BUG

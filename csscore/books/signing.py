"""Detached signatures of approvals, made and checked by OpenSSH's ssh-keygen; it keeps no key and knows none."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from csscore.books.store import Refused, Run, canonical
from csscore.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMESPACE: Final = "csscore"
_TOOL: Final = "ssh-keygen"
_NONE: Final = Words("这台机器没有 ssh-keygen", "there is no ssh-keygen on this machine")


def statement(run: Run, entry: Mapping[str, Any]) -> bytes:
    """Return what an approval says, as the bytes that are signed."""
    said = {key: entry[key] for key in ("act", "by", "version", "digest")}
    return canonical({"name": run.name, "period": run.period, **said})


def sign(run: Run, entry: Mapping[str, Any], key: str) -> str:
    """Return the signature of an approval.

    Raises
    ------
    Refused
        If there is no ssh-keygen or it refuses the key (B140).
    """
    if shutil.which(_TOOL) is None:
        raise Refused("B140", key=key, why=_NONE)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "approval")
        file.write_bytes(statement(run, entry))
        ended = subprocess.run(  # noqa: S603 - the tool's own name, the user's own key
            [_TOOL, "-Y", "sign", "-q", "-f", key, "-n", _NAMESPACE, str(file)],
            capture_output=True, check=False, stdin=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        if ended.returncode:
            raise Refused("B140", key=key, why=same(_last(ended.stderr)))
        return file.with_name("approval.sig").read_text()


def check_signature(run: Run, entry: Mapping[str, Any], signers: str | None) -> Words | None:
    """Return why a signature does not hold; None where it does.

    Without a file of allowed signers, whose key it is can't be told; that the key signed these words can.
    """
    if shutil.which(_TOOL) is None:
        return _NONE
    with tempfile.TemporaryDirectory() as folder:
        signature = Path(folder, "approval.sig")
        signature.write_text(entry["signature"])
        how = ["check-novalidate"] if signers is None else ["verify", "-f", signers, "-I", entry["by"]]
        ended = subprocess.run(  # noqa: S603 - the tool's own name
            [_TOOL, "-Y", *how, "-n", _NAMESPACE, "-s", str(signature)],
            input=statement(run, entry), capture_output=True, check=False,
        )  # fmt: skip
    return None if ended.returncode == 0 else same(_last(ended.stderr.decode(errors="replace")) or _last(ended.stdout.decode()))


def _last(text: str) -> str:
    return text.strip().rpartition("\n")[2]

"""Reading whole files, and why the system refuses something, in both languages; it knows no format and no command."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, Final

from csscore.words import Words

if TYPE_CHECKING:
    from pathlib import Path

_REASONS: Final = {
    errno.EACCES: Words("没有权限", "permission denied"),
    errno.EPERM: Words("没有权限", "permission denied"),
    errno.EROFS: Words("只读的文件系统", "read-only file system"),
    errno.ENOSPC: Words("磁盘满了", "No space left on device"),
    errno.EDQUOT: Words("超出了磁盘配额", "disk quota exceeded"),
    errno.EFBIG: Words("文件大小超出了上限", "file too large"),
    errno.EBADF: Words("它已关闭", "it is closed"),
    errno.EIO: Words("设备读写出错", "input/output error"),
    errno.ENAMETOOLONG: Words("文件名太长", "file name too long"),
    errno.ELOOP: Words("链接绕回自己", "too many levels of symbolic links"),
    errno.ENOENT: Words("没有这个文件或文件夹", "no such file or directory"),
    errno.ENOTDIR: Words("路径中间的不是文件夹", "not a directory"),
    errno.EISDIR: Words("这是文件夹", "is a directory"),
    errno.EBUSY: Words("别的程序正在用它", "device or resource busy"),
    errno.EMFILE: Words("打开的文件太多", "too many open files"),
    errno.ENXIO: Words("没有这个设备", "no such device or address"),
    errno.ENODEV: Words("这是设备，不是文件", "it is a device, not a file"),
}
_SYSTEM_SAYS: Final = Words("系统不允许（错误号 {number}）", "{text}")
_UNKNOWN: Final = Words("系统不允许", "the system refuses it")
_NO_NAME: Final = Words("文件名里有不能用的字符", "no file can have this name")


def whole(path: Path) -> bytes:
    """Return what a file holds.

    Raises
    ------
    OSError
        If the system refuses, and for a device other than a terminal: some never come to an end.
    """
    with path.open("rb", buffering=0) as file:
        kind = os.fstat(file.fileno()).st_mode
        endless = (stat.S_ISCHR(kind) or stat.S_ISBLK(kind)) and not file.isatty() and not path.samefile(os.devnull)
        if endless:
            raise OSError(errno.ENODEV, "")
        return file.readall() or b""


def is_there(path: Path) -> bool:
    """Tell whether there is a file or folder; what no file can be called is not there."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises for such names


def is_file(path: Path) -> bool:
    """Tell whether there is a file; what no file can be called is none."""
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises for such names


def is_folder(path: Path) -> bool:
    """Tell whether there is a folder; what no folder can be called is none."""
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises for such names


def reason(error: Exception) -> Words:
    """Return why an operation on a file failed: an `OSError`, or the `ValueError` of a name that no file can have."""
    if not isinstance(error, OSError):
        return _NO_NAME if isinstance(error, ValueError) else _UNKNOWN
    known = _REASONS.get(error.errno or 0)
    if known is not None:
        return known
    if not error.strerror:
        return _UNKNOWN
    return _SYSTEM_SAYS.filled({"number": error.errno, "text": error.strerror})

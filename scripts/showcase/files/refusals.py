"""What the operating system refuses, in words that name the remedy."""

from __future__ import annotations

import errno

_REMEDIES = {
    errno.ENOSPC: "磁盘已满，请腾出空间后再试",
    errno.EDQUOT: "超出磁盘配额，请腾出空间后再试",
    errno.EFBIG: "文件超出了允许的大小，请检查磁盘配额（ulimit -f）后再试",
    errno.EROFS: "这里只能读取，请换一个位置",
    errno.EACCES: "没有权限，请检查文件和文件夹的权限",
    errno.EPERM: "不被允许，请检查文件和文件夹的权限",
    errno.ENOENT: "文件或文件夹不见了，可能刚被移走，请再试一次",
    errno.EMFILE: "打开的文件太多，请调大 ulimit -n 后再试",
    errno.EIO: "磁盘读写出错，请检查磁盘",
    errno.ENAMETOOLONG: "文件名或路径太长，请换一个较短的位置",
}


def remedy(error: OSError) -> str:
    """A sentence without its stop: what is wrong, what to do, and where."""
    said = _REMEDIES.get(error.errno or 0) or f"{error.strerror or error}，请检查后再试"
    return f"{said}（{error.filename}）" if error.filename else said

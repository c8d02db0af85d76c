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
    errno.ENOLCK: "这里的文件系统不支持加锁（网络共享多是这样），请换到本机的磁盘",
    errno.ENOTSUP: "这里的文件系统不支持这样做（网络共享、U 盘多是这样），请换到本机的磁盘",
    errno.EXDEV: "这里跨着两个磁盘或挂载点，请换到一个普通的文件夹",
    errno.EBUSY: "正被别的程序占用，或是单独挂载的，请关掉它或换一个位置",
    errno.ESTALE: "网络共享断开过，请重新连接后再试",
    errno.ENOTDIR: "路径中间有一段不是文件夹，请核对路径",
    errno.EISDIR: "那里已有同名的文件夹，请换一个名称",
    errno.ENAMETOOLONG: "文件名或路径太长，请换一个较短的位置",
}


def remedy(error: OSError) -> str:
    """A sentence without its stop: what is wrong, what to do, and where."""
    said = _REMEDIES.get(error.errno or 0) or f"{error.strerror or error}，请检查后再试"
    return f"{said}（{error.filename}）" if error.filename else said

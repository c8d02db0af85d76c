"""Signatures by Ed25519 in the format of minisign (https://jedisct1.github.io/minisign/), which anybody can verify.

minisign rather than JWS: its signature stands beside the file, the file stays as it is, and one command of a small
program that distributions carry verifies it. A signature is over the BLAKE2b digest of the file; a second one is over
the first and a comment that can so be trusted.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_KEY, _PREHASHED = b"Ed", b"ED"
_PLAIN = b"\0\0"
_CHECKSUM = b"B2"
_ID, _SALT, _LIMITS, _SEED, _PUBLIC, _SIGNATURE = 8, 32, 16, 32, 32, 64
_UNTRUSTED, _TRUSTED = "untrusted comment: ", "trusted comment: "


class KeyFault(Exception):  # noqa: N818  # the message is for the person who gave the key
    """What was given is no key of minisign, or not one that can be used."""


@dataclass(frozen=True)
class PublicKey:
    """What verifies; `line` is the second line of minisign's public key file."""

    number: bytes
    raw: bytes

    @property
    def line(self) -> str:
        return _encode(_KEY + self.number + self.raw)


@dataclass(frozen=True)
class SigningKey:
    """What signs; never shown."""

    number: bytes
    private: Ed25519PrivateKey

    @property
    def public(self) -> PublicKey:
        return PublicKey(self.number, self.private.public_key().public_bytes_raw())


def make_key(entropy: bytes) -> SigningKey:
    """A key out of 40 random bytes."""
    return SigningKey(entropy[:_ID], Ed25519PrivateKey.from_private_bytes(entropy[_ID:]))


def render_key(key: SigningKey) -> str:
    """The file of a secret key without a password, as `minisign -G -W` writes it."""
    pair = key.private.private_bytes_raw() + key.public.raw
    check = hashlib.blake2b(_KEY + key.number + pair, digest_size=32).digest()
    held = _KEY + _PLAIN + _CHECKSUM + bytes(_SALT + _LIMITS) + key.number + pair + check
    return f"{_UNTRUSTED}minisign secret key, keep it secret\n{_encode(held)}\n"


def render_public_key(key: PublicKey) -> str:
    """The file of a public key."""
    return f"{_UNTRUSTED}minisign public key {key.number[::-1].hex().upper()}\n{key.line}\n"


def parse_key(text: str) -> SigningKey:
    """A secret key, from its file or its line alone; raises KeyFault."""
    raw = _decode(text)
    head = len(_KEY + _PLAIN + _CHECKSUM) + _SALT + _LIMITS
    if raw[:2] != _KEY or len(raw) != head + _ID + _SEED + _PUBLIC + 32:
        raise KeyFault("不是 minisign 的私钥")
    if raw[2:4] != _PLAIN:
        raise KeyFault("这个私钥有口令，自动生成时用不了；请用 showcase keys（或 minisign -G -W）另做一个没有口令的")
    number, pair, check = raw[head : head + _ID], raw[head + _ID : -32], raw[-32:]
    key = SigningKey(number, Ed25519PrivateKey.from_private_bytes(pair[:_SEED]))
    right = hashlib.blake2b(_KEY + number + pair, digest_size=len(check)).digest()
    if check not in (right, bytes(len(check))) or key.public.raw != pair[_SEED:]:  # -W leaves the sum empty
        raise KeyFault("私钥不完整")
    return key


def load_key(given: str) -> SigningKey | None:
    """The key that a setting names: itself, or the path of its file; none if nothing is given. Raises KeyFault."""
    if not given:
        return None
    try:
        is_file = "\n" not in given and Path(given).is_file()
        return parse_key(Path(given).read_text("utf-8") if is_file else given)
    except (OSError, UnicodeDecodeError):  # what was given may be the key itself: it is not shown
        raise KeyFault("读不出私钥的文件，请核对路径和权限") from None


def parse_public_key(text: str) -> PublicKey:
    """A public key, from its file or its line alone; raises KeyFault."""
    raw = _decode(text)
    if raw[:2] != _KEY or len(raw) != len(_KEY) + _ID + _PUBLIC:
        raise KeyFault("不是 minisign 的公钥（以 RW 开头的 56 个字符）")
    return PublicKey(raw[2 : 2 + _ID], raw[2 + _ID :])


def sign(data: bytes, key: SigningKey, comment: str) -> bytes:
    """The signature file of `data`; the same key, data and comment give the same bytes."""
    signature = key.private.sign(_digest(data))
    whole = key.private.sign(signature + comment.encode())
    lines = [
        f"{_UNTRUSTED}signature by key {key.number[::-1].hex().upper()}",
        _encode(_PREHASHED + key.number + signature),
        _TRUSTED + comment,
        _encode(whole),
    ]
    return ("\n".join(lines) + "\n").encode()


def verify(data: bytes, signature: bytes, keys: Iterable[PublicKey]) -> bool:
    """Whether one of the keys has signed the data and the comment."""
    try:
        _, first, comment, second = signature.decode().splitlines()
        raw, whole = _decode(first), _decode(second)
    except (UnicodeDecodeError, ValueError, KeyFault):
        return False
    number, own = raw[2 : 2 + _ID], raw[2 + _ID :]
    if raw[:2] != _PREHASHED or len(own) != _SIGNATURE or not comment.startswith(_TRUSTED):
        return False
    told = comment.removeprefix(_TRUSTED).encode()
    return any(
        _holds(key, own, _digest(data)) and _holds(key, whole, own + told) for key in keys if key.number == number
    )


def _holds(key: PublicKey, signature: bytes, data: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key.raw).verify(signature, data)
    except InvalidSignature:
        return False
    return True


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data).digest()


def _encode(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _decode(text: str) -> bytes:
    """The bytes of the last line; what stands before it is a comment."""
    lines = text.strip("\ufeff \t\r\n").splitlines() or [""]  # some editors put a mark first
    try:
        return base64.b64decode(lines[-1].strip(), validate=True)
    except (binascii.Error, ValueError):
        raise KeyFault("不是 minisign 的钥匙") from None

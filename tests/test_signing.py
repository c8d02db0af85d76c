"""What other systems read is signed, and a mirror verifies it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from chronicle import Chronicle
from faulty import faulty
from showcase.cli import main
from showcase.files.minisign import (
    KeyFault,
    load_key,
    make_key,
    parse_key,
    parse_public_key,
    render_key,
    render_public_key,
    sign,
    verify,
)
from showcase.mirror import run
from showing import show

KEY, OTHER = make_key(bytes(range(40))), make_key(bytes(range(1, 41)))
MANIFEST = "api/v1/index.json"


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_only_what_was_signed_holds(data: bytes, other: bytes) -> None:
    """A signature holds for its data, its comment and its key, and for nothing else; it is the same every time."""
    signature = sign(data, KEY, "2026-09-21")

    assert signature == sign(data, parse_key(render_key(KEY)), "2026-09-21")
    assert verify(data, signature, [OTHER.public, KEY.public])
    assert verify(other, signature, [KEY.public]) == (other == data)
    assert not verify(data, signature, [OTHER.public])
    assert not verify(data, signature.replace(b"2026-09-21", b"2026-09-22"), [KEY.public])
    assert not verify(data, other, [KEY.public])


def test_minisign_agrees(need: Callable[[str, str], str], tmp_path: Path) -> None:
    """The program verifies our signatures, and we its own; each reads the other's keys."""
    program = need("minisign", "minisign")
    (tmp_path / "file").write_bytes("海".encode() * 1000)
    (tmp_path / "ours.pub").write_text(render_public_key(KEY.public))
    (tmp_path / "ours.key").write_text(render_key(KEY))
    (tmp_path / "file.minisig").write_bytes(sign((tmp_path / "file").read_bytes(), KEY, "2026-09-21"))

    def ask(*arguments: str) -> None:
        subprocess.run([program, *arguments], cwd=tmp_path, check=True, capture_output=True)

    ask("-Vm", "file", "-p", "ours.pub")
    ask("-Vm", "file", "-P", KEY.public.line)
    ask("-S", "-m", "file", "-x", "theirs.minisig", "-s", "ours.key", "-W")
    assert verify((tmp_path / "file").read_bytes(), (tmp_path / "theirs.minisig").read_bytes(), [KEY.public])
    ask("-G", "-W", "-p", "theirs.pub", "-s", "theirs.key")
    theirs = parse_key((tmp_path / "theirs.key").read_text())
    assert theirs.public == parse_public_key((tmp_path / "theirs.pub").read_text())


@pytest.mark.parametrize("text", ["", "RWQ", "私钥", KEY.public.line, render_key(KEY)[:-10] + "AAAAAAAA\n"])
def test_what_is_no_key_is_told(text: str, tmp_path: Path) -> None:
    """What cannot be a secret key is refused in words, not used."""
    with pytest.raises(KeyFault):
        parse_key(text)
    (tmp_path / "no.key").write_text(text, "utf-8")
    with pytest.raises(KeyFault):
        load_key(str(tmp_path / "no.key"))


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_files_as_other_systems_keep_them(mark: str, end: str) -> None:
    """Keys and signatures hold with the line ends and the mark that another system gives them."""
    whole = [render_public_key(KEY.public), render_key(KEY), KEY.public.line]
    public, secret, line = (mark + text.strip().replace("\n", end or "\n") + end for text in whole)
    signature = sign(b"x", KEY, "2026-09-21").decode().replace("\n", end or "\n").encode()

    assert parse_public_key(public) == parse_public_key(line) == parse_key(secret).public == KEY.public
    assert verify(b"x", signature, [KEY.public])


def test_keys_are_made_once(tmp_path: Path) -> None:
    """The command writes a pair that fits, the secret half for its owner alone, and never over another."""
    first = CliRunner().invoke(main, ["keys", str(tmp_path / "钥匙")])
    secret = tmp_path / "钥匙/minisign.key"
    key = load_key(str(secret))

    assert (first.exit_code, secret.stat().st_mode & 0o777) == (0, 0o600)
    assert key is not None
    assert key.public == parse_public_key((tmp_path / "钥匙/minisign.pub").read_text())
    assert key.public.line in first.output
    again = CliRunner().invoke(main, ["keys", str(tmp_path / "钥匙")])
    assert again.exit_code == 1
    assert parse_key(secret.read_text()).public == key.public


def test_a_mirror_takes_only_what_is_signed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a key once, a mirror verifies every run: a stranger's, a spoilt and a missing signature change nothing."""
    monkeypatch.setattr(run, "ROUND_PAUSE", 0.001)
    book = Chronicle(tmp_path / "book")
    book.write("a2026-lanhai-001")
    book.commit()
    source, copy = tmp_path / "source", tmp_path / "copy"
    show(source, book.render(KEY))
    with faulty(source) as server:

        def mirror(*arguments: str) -> Result:
            return CliRunner().invoke(main, ["mirror", server.url, str(copy), *arguments])

        assert mirror("--key", KEY.public.line).exit_code == 0
        assert verify(*((copy / "current" / f"{MANIFEST}{end}").read_bytes() for end in ("", ".minisig")), [KEY.public])
        held = (copy / "current" / MANIFEST).read_bytes()
        book.write("a2026-lanhai-002")
        for stranger in (OTHER, None):
            show(source, book.render(stranger))
            refused = mirror()
            assert refused.exit_code == 1
            assert "签" in refused.output
            assert (copy / "current" / MANIFEST).read_bytes() == held
        show(source, book.render(OTHER))
        assert mirror("--key", KEY.public.line, "--key", OTHER.public.line).exit_code == 0
        assert (copy / "current" / MANIFEST).read_bytes() != held
        assert mirror("--key", "no key").exit_code == 2

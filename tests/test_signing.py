"""Signatures: the key is made once, kept apart, and every changed letter shows."""

import json
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from factcheck.errors import Misconfigured
from factcheck.signing import NotGenuine, Signer, checked, key_id, read_public_key, verify

FACTS = {"epoch": "e", "seq": 7, "hash": "ab" * 32, "at": "2026-01-01T00:00:00Z"}


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return Signer(tmp_path / "data" / "keys")


def test_the_key_is_made_at_first_use_for_its_owner_alone(signer: Signer) -> None:
    assert not signer.folder.exists()
    text = signer.sign(b"x")
    assert stat.S_IMODE(signer.folder.stat().st_mode) == 0o700
    found = sorted(path.name for path in signer.folder.iterdir())
    assert found == sorted(["signing.key", f"{key_id(signer.public_key)}.pub"])
    assert {stat.S_IMODE(path.stat().st_mode) for path in signer.folder.iterdir()} == {0o600}
    assert Signer(signer.folder).sign(b"x") == text
    assert verify(signer.public_key, text, b"x")
    assert not verify(signer.public_key, text, b"y")
    assert not verify(signer.public_key, "no base64", b"x")


def test_of_many_that_make_a_key_at_once_one_wins(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: Signer(tmp_path / "keys").public_key, range(8)))
    assert len(set(made)) == 1
    assert len(list((tmp_path / "keys").iterdir())) == 2


def test_a_signed_head_holds_and_any_changed_field_shows(signer: Signer) -> None:
    signed = signer.signed(FACTS)
    assert set(signed) == {*FACTS, "key_id", "algorithm", "public_key", "signature"}
    trusted = signer.trusted()
    again = json.loads(json.dumps(dict(sorted(signed.items()))))
    assert checked(again, trusted)["seq"] == 7
    other: dict[str, Any] = {name: f"{value}0" for name, value in signed.items()} | {"seq": 8}
    for name in signed:
        with pytest.raises(NotGenuine):
            checked(signed | {name: other[name]}, trusted)
        with pytest.raises(NotGenuine):
            checked({key: value for key, value in signed.items() if key != name}, trusted)
    for more in ({"more": 1}, {"more": object()}, {"more": float("nan")}):
        with pytest.raises(NotGenuine):
            checked(signed | more, trusted)
    for nothing in ({}, {"signature": None}, {"public_key": 3, "algorithm": "Ed25519"}):
        with pytest.raises(NotGenuine, match="no Ed25519 key"):
            checked(nothing, trusted)


def test_a_foreign_key_is_refused_by_its_name(signer: Signer, tmp_path: Path) -> None:
    foreign = Signer(tmp_path / "foreign")
    signed = foreign.signed(FACTS)
    signer.sign(b"")
    with pytest.raises(NotGenuine, match=f"foreign key, {key_id(foreign.public_key)}"):
        checked(signed, signer.trusted())
    assert checked(signed, None)


def test_what_a_retired_key_signed_still_holds(signer: Signer) -> None:
    old = signer.signed(FACTS)
    (signer.folder / "signing.key").rename(signer.folder / "retired.key")
    renewed = Signer(signer.folder)
    assert renewed.signed(FACTS)["key_id"] != old["key_id"]
    assert len(renewed.trusted()) == 2
    assert checked(old, renewed.trusted())


def test_a_file_that_is_no_key_is_named(signer: Signer) -> None:
    signer.sign(b"")
    (public,) = signer.folder.glob("*.pub")
    assert read_public_key(public) == signer.public_key
    public.write_text("nonsense")
    with pytest.raises(Misconfigured, match=public.name):
        signer.trusted()
    (signer.folder / "signing.key").write_text("nonsense")
    with pytest.raises(Misconfigured, match=r"signing\.key"):
        Signer(signer.folder).sign(b"")
    with pytest.raises(Misconfigured, match="cannot be kept"):
        Signer(Path("/dev/null/keys")).sign(b"")


def test_the_library_is_loaded_at_the_first_signature() -> None:
    code = "import sys, factcheck.app; sys.exit('cryptography' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

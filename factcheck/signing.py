"""Signatures over heads of the log: Ed25519, the private key outside the database.

Whoever can rewrite the database cannot sign; a head that was signed and kept elsewhere
therefore tells a rewritten log from the one that was written. See docs/audit.md.

`cryptography` is loaded at the first signature, for most commands need none.
"""

import binascii
import hashlib
import os
from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING, Any

from factcheck.canonical import canonical_json
from factcheck.errors import FactcheckError, Misconfigured

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

ALGORITHM = "Ed25519"
_RAW = 32
"""Bytes of a raw public key."""


class NotGenuine(FactcheckError):
    """A signature does not hold, or is by a key that is not trusted."""

    code = "not_genuine"


class Signer:
    """The signing key in `folder`, made at its first use; the folder is its owner's alone.

    The folder holds `signing.key` and, under its key id, the public key of it and of every
    key before it. Moving `signing.key` away is all it takes to begin a new one.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._key: Ed25519PrivateKey | None = None

    def sign(self, data: bytes) -> str:
        """The signature over `data`, base64."""
        return b64encode(self._private().sign(data)).decode()

    def signed(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """`facts` with the key and its signature over the canonical JSON of all the rest."""
        public = self.public_key
        named = {
            **facts,
            "key_id": key_id(public),
            "algorithm": ALGORITHM,
            "public_key": b64encode(public).decode(),
        }
        return {**named, "signature": self.sign(canonical_json(named).encode())}

    @property
    def public_key(self) -> bytes:
        """The raw public key."""
        return self._private().public_key().public_bytes_raw()

    def trusted(self) -> dict[str, bytes]:
        """The raw public keys of this folder by key id, those of retired keys too."""
        keys = [read_public_key(path) for path in sorted(self.folder.glob("*.pub"))]
        return {key_id(key): key for key in keys}

    def _private(self) -> "Ed25519PrivateKey":
        if self._key is None:
            try:
                self._key = _kept_key(self.folder)
            except OSError as error:
                raise Misconfigured(
                    f"The signing key in {self.folder} cannot be kept ({error.strerror}); make "
                    "the data folder writable."
                ) from error
        return self._key


def verify(public_key: bytes, signature: str, data: bytes) -> bool:
    """Whether `signature` (base64) is that of `data` by the holder of the raw key."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - slow to load

    try:
        _public(public_key).verify(b64decode(signature, validate=True), data)
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def checked(signed: Mapping[str, Any], trusted: Mapping[str, bytes] | None) -> dict[str, Any]:
    """The facts that were signed, if the signature holds and is by one of the trusted keys.

    `trusted` maps key ids to raw keys; None: whichever key it names will do.

    Raises:
        NotGenuine: a foreign key, a changed fact, or no signature at all.
    """
    named = {name: value for name, value in signed.items() if name != "signature"}
    key, told = _named_key(named), str(signed.get("signature"))
    try:
        written = canonical_json(named).encode()
    except (TypeError, ValueError) as error:
        raise NotGenuine("It holds values that were never signed.") from error
    if trusted is not None and trusted.get(key_id(key)) != key:
        known = ", ".join(sorted(trusted)) or "none"
        raise NotGenuine(
            f"It was signed by a foreign key, {key_id(key)}; the trusted ones are: {known}."
        )
    if named.get("key_id") != key_id(key) or not verify(key, told, written):
        raise NotGenuine(f"Its signature by the key {key_id(key)} does not hold: it was altered.")
    return named


def _named_key(named: Mapping[str, Any]) -> bytes:
    try:
        key = b64decode(str(named.get("public_key")), validate=True)
    except (ValueError, binascii.Error):
        key = b""
    if named.get("algorithm") != ALGORITHM or len(key) != _RAW:
        raise NotGenuine("It carries no Ed25519 key and signature.")
    return key


def key_id(public_key: bytes) -> str:
    """What a key is called: the first 16 hexadecimal digits of its raw bytes' SHA-256."""
    return hashlib.sha256(public_key).hexdigest()[:16]


def read_public_key(path: Path) -> bytes:
    """The raw key of a PEM file. Raises `Misconfigured` for anything else."""
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 - slow to load
    from cryptography.hazmat.primitives.serialization import load_pem_public_key  # noqa: PLC0415

    try:
        key = load_pem_public_key(path.read_bytes())
    except ValueError:
        key = None
    if not isinstance(key, ed25519.Ed25519PublicKey):
        raise Misconfigured(f"{path} holds no Ed25519 public key (PEM).")
    return key.public_bytes_raw()


def _public(raw: bytes) -> "Ed25519PublicKey":
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 - slow to load

    return ed25519.Ed25519PublicKey.from_public_bytes(raw)


def _kept_key(folder: Path) -> "Ed25519PrivateKey":
    """The key in the folder. Of several processes that make one at once, the first wins."""
    from cryptography.hazmat.primitives import serialization as form  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 - slow to load

    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "signing.key"
    if not path.exists():
        fresh = ed25519.Ed25519PrivateKey.generate()
        pem = fresh.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
        _place(path, pem)
    try:
        key = form.load_pem_private_key(path.read_bytes(), None)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, ed25519.Ed25519PrivateKey):
        raise Misconfigured(f"{path} holds no Ed25519 key; move it away and a new one is made.")
    raw = key.public_key()
    public = folder / f"{key_id(raw.public_bytes_raw())}.pub"
    if not public.exists():
        pem = raw.public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)
        _place(public, pem)
    return key


def _place(path: Path, data: bytes) -> None:
    """The file in its place all at once, unless somebody was faster; only its owner reads it."""
    handle, name = mkstemp(dir=path.parent, suffix=".new")  # mode 0600
    try:
        with os.fdopen(handle, "wb") as fresh:
            fresh.write(data)
            fresh.flush()
            os.fsync(fresh.fileno())
        with suppress(FileExistsError):
            os.link(name, path)
    finally:
        Path(name).unlink()

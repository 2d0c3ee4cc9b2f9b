"""Secrets that the service must use again, kept so that the database alone gives none away.

They are sealed with AES-256-GCM under keys derived (HKDF, RFC 5869) from the secret key of
the settings, which no database and no backup holds. `cryptography` is loaded at first use.
"""

import os
from functools import lru_cache
from typing import TYPE_CHECKING

from factcheck.errors import FactcheckError
from factcheck.saying import say

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12
"""Bytes of the random number that each sealing begins with."""


class Unsealable(FactcheckError):
    """What was sealed is damaged, or was sealed under another secret key."""

    code = "unsealable"


class Sealer:
    """Seals and opens for one purpose; what was sealed for another one does not open."""

    def __init__(self, secret_key: str, purpose: str) -> None:
        self._secret_key, self._purpose = secret_key, purpose

    def seal(self, text: str, about: bytes) -> bytes:
        """The text sealed; it opens for the same `about` alone, such as the id of its row."""
        nonce = os.urandom(_NONCE)
        cipher = _cipher(self._secret_key, self._purpose)
        return nonce + cipher.encrypt(nonce, text.encode(), about)

    def open(self, sealed: bytes, about: bytes) -> str:
        """The text again. Raises `Unsealable`."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - takes time to load

        try:
            cipher = _cipher(self._secret_key, self._purpose)
            return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], about).decode()
        except (InvalidTag, ValueError) as error:
            raise Unsealable(
                say(
                    "A secret cannot be read: FACTCHECK_SECRET_KEY is not the one it was kept with."
                )
            ) from error


@lru_cache(maxsize=8)
def _cipher(secret_key: str, purpose: str) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    info = f"factcheck {purpose} v1".encode()
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=info).derive(secret_key.encode()))

"""Passwords, kept as argon2id hashes alone."""

import secrets
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from factcheck.errors import Rejected
from factcheck.saying import say

LENGTH = 12
"""The fewest characters."""


def hashed(password: str) -> str:
    """The argon2id hash. Raises `Rejected` for a password that is too short."""
    check_length(password)
    return _hasher().hash(password)


def check_length(password: str) -> None:
    """Raise `Rejected` for a password that is too short."""
    if len(password) < LENGTH:
        raise Rejected(
            say("The password is too short."),
            {"password": [say("Take at least {count} characters.", count=LENGTH)]},
        )


def matches(kept: str | None, password: str) -> bool:
    """Whether the hash is that of the password; for no hash it says no, in the same time."""
    try:
        _hasher().verify(kept or _nobody(), password)
    except (Argon2Error, InvalidHashError):
        return False
    return kept is not None


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@lru_cache(maxsize=1)
def _nobody() -> str:
    """A hash that no password opens, so that unknown addresses cost the same time."""
    return _hasher().hash(secrets.token_hex())

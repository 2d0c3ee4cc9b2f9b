"""Word lists as prose: words with white space between them, read once at import."""


def words(prose: str) -> tuple[str, ...]:
    """The words of `prose` in order."""
    return tuple(prose.split())


def word_set(prose: str) -> frozenset[str]:
    """The words of `prose`, for look-ups."""
    return frozenset(prose.split())


def phrase_set(prose: str) -> frozenset[str]:
    """The phrases of `prose`, which commas separate."""
    return frozenset(" ".join(phrase.split()) for phrase in prose.split(","))

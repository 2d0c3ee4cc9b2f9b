"""Which browser somebody came with, in the few words that tell one from another."""

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
"""What stands in the header and what it means; the first that is there counts."""
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)
_LENGTH = 80


def browser(agent: str) -> str:
    """The browser and its system; of what is not known, the beginning as it is.

    >>> browser("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
    'Firefox on Linux'
    >>> browser("curl/8.5.0")
    'curl/8.5.0'
    """
    name = _named(agent, _BROWSERS)
    system = _named(agent, _SYSTEMS)
    if name and system:
        return f"{name} on {system}"
    return agent.replace("\x00", "")[:_LENGTH].strip()


def _named(agent: str, known: tuple[tuple[str, str], ...]) -> str | None:
    return next((name for mark, name in known if mark in agent), None)

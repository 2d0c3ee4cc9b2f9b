"""Settings of the optional assistant, apart from the rest: reading them needs no database."""

from dataclasses import dataclass
from importlib.util import find_spec

from environs import Env

from factcheck.errors import Misconfigured


@dataclass(frozen=True, slots=True)
class Llm:
    """The server of the assistant. `prices`: for a million tokens read and written."""

    url: str
    model: str
    key: str | None = None
    prices: tuple[float, float] | None = None


def llm_from_env() -> Llm | None:
    """Read `FACTCHECK_LLM_*`; None, and nothing leaves the house, unless a server is named.

    Raises `Misconfigured` for a setting that is missing or unusable.
    """
    env = Env(prefix="FACTCHECK_")
    url, model = env.str("LLM_URL", ""), env.str("LLM_MODEL", "")
    if not url:
        return None
    if not url.startswith(("http://", "https://")):
        raise Misconfigured("FACTCHECK_LLM_URL must begin with http:// or https://.")
    if not model:
        raise Misconfigured("FACTCHECK_LLM_MODEL must name the model to ask at FACTCHECK_LLM_URL.")
    if find_spec("urllib3") is None:
        raise Misconfigured(
            "The assistant needs its extra: pip install -c constraints.txt '.[llm]'"
        )
    return Llm(url, model, env.str("LLM_KEY", "") or None, _prices(env.str("LLM_PRICES", "")))


def _prices(value: str) -> tuple[float, float] | None:
    if not value:
        return None
    try:
        read, written = (float(price) for price in value.split("/"))
    except ValueError as error:
        raise Misconfigured(
            "FACTCHECK_LLM_PRICES must be two prices for a million tokens, read and written, "
            "such as 0.15/0.60."
        ) from error
    return read, written

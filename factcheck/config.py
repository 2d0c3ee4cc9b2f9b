"""Settings: one frozen `Config`, read from the environment once."""

import secrets
from dataclasses import dataclass, field
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from environs import Env
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from factcheck.db_settings import DatabaseSettings, database_from_env
from factcheck.errors import Misconfigured
from factcheck.llm_settings import Llm, llm_from_env
from factcheck.operating_settings import Operating, operating_from_env
from factcheck.sign_in_settings import SessionLimits, Sso, sessions_from_env, sso_from_env

DEFAULT_BASE_URL = "http://127.0.0.1:5000"


@dataclass(frozen=True, slots=True)
class Config:
    """Everything the service can be told from outside; see the README's table of settings.

    `database_url` is an SQLAlchemy address; `base_url` has no slash at its end. `egress_allow`
    are networks that may be reached although they are not public. `report_style` is the folder
    of the newsroom's own style of reports, None for the usual place.
    """

    data_dir: Path
    database_url: str
    base_url: str
    secret_key: str
    trusted_proxies: int = 0
    llm: Llm | None = None
    egress_allow: tuple[IPv4Network | IPv6Network, ...] = ()
    sessions: SessionLimits = field(default_factory=SessionLimits)
    sso: Sso | None = None
    report_style: Path | None = None
    database: DatabaseSettings = field(default_factory=DatabaseSettings)
    operating: Operating = field(default_factory=Operating)

    @property
    def embedded(self) -> bool:
        """Whether the database is the SQLite file of this one process."""
        return make_url(self.database_url).get_backend_name() == "sqlite"

    @property
    def keys_dir(self) -> Path:
        """Where the signing key and the public keys are."""
        return self.data_dir / "keys"

    @property
    def report_style_dir(self) -> Path:
        """Where a newsroom keeps how its reports are to look; it need not be there."""
        return self.report_style or self.data_dir / "report-style"

    @property
    def snapshots_dir(self) -> Path:
        """Where the archive keeps copies of sources."""
        return self.data_dir / "snapshots"

    @property
    def place(self) -> str:
        """Where the data is, in words that hold no password."""
        return make_url(self.database_url).render_as_string(hide_password=True)

    @classmethod
    def from_env(cls) -> "Config":
        """Read `FACTCHECK_*`. Makes the data folder, and on SQLite the secret key in it.

        Raises:
            Misconfigured: a setting is missing or unusable.
        """
        env = Env(prefix="FACTCHECK_")
        data_dir = Path(env.str("DATA_DIR", "") or "var").absolute()
        url = env.str("DATABASE_URL", "") or f"sqlite:///{data_dir / 'factcheck.sqlite3'}"
        backend = _backend(url)
        make_data_dir(data_dir)
        return cls(
            data_dir=data_dir,
            database_url=url,
            base_url=(env.str("BASE_URL", "") or DEFAULT_BASE_URL).rstrip("/"),
            secret_key=env.str("SECRET_KEY", "") or _kept_secret(data_dir, backend),
            trusted_proxies=_count(env.str("TRUSTED_PROXIES", "0")),
            llm=llm_from_env(),
            egress_allow=_networks(env.str("EGRESS_ALLOW", "")),
            sessions=sessions_from_env(),
            sso=sso_from_env(),
            report_style=_folder(env.str("REPORT_STYLE", "")),
            database=database_from_env(),
            operating=operating_from_env(),
        )


def make_data_dir(folder: Path) -> None:
    """Make the data folder, readable by its owner alone. Raises `Misconfigured`."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Misconfigured(
            f"The data folder {folder} cannot be made ({error.strerror}); set "
            "FACTCHECK_DATA_DIR to a folder that this user may write to."
        ) from error


def _backend(url: str) -> str:
    try:
        backend = make_url(url).get_backend_name()
    except ArgumentError as error:
        raise Misconfigured("FACTCHECK_DATABASE_URL is not a database address.") from error
    if backend not in {"sqlite", "postgresql"}:
        raise Misconfigured(
            "FACTCHECK_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://."
        )
    if backend == "postgresql" and find_spec("psycopg") is None:
        raise Misconfigured(
            "PostgreSQL needs its driver: pip install -c constraints.txt '.[postgres]'"
        )
    return backend


def _folder(value: str) -> Path | None:
    if value and not Path(value).is_dir():
        raise Misconfigured(f"FACTCHECK_REPORT_STYLE: there is no folder {value}.")
    return Path(value).absolute() if value else None


def _count(value: str) -> int:
    if not value.isdecimal():
        raise Misconfigured("FACTCHECK_TRUSTED_PROXIES must be a number of proxies, such as 1.")
    return int(value)


def _networks(value: str) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(ip_network(part.strip()) for part in value.split(",") if part.strip())
    except ValueError as error:
        raise Misconfigured(
            "FACTCHECK_EGRESS_ALLOW must be networks between commas, such as "
            f"10.1.0.0/16, fd00:1::/64 ({error})."
        ) from error


def _kept_secret(data_dir: Path, backend: str) -> str:
    """The secret in the data folder, made on first use; several machines must be given one."""
    if backend != "sqlite":
        raise Misconfigured(
            "FACTCHECK_SECRET_KEY is required with PostgreSQL: every process must share one. "
            'Make one with: python -c "import secrets; print(secrets.token_hex(32))"'
        )
    path = data_dir / "secret.key"
    try:
        return (path.read_text().strip() if path.exists() else "") or _make_secret(path)
    except OSError as error:
        raise Misconfigured(
            f"The secret in {path} cannot be kept ({error.strerror}); make the data folder "
            "writable, or set FACTCHECK_SECRET_KEY."
        ) from error


def _make_secret(path: Path) -> str:
    """A new secret, in its place all at once: a crash leaves none rather than half of one."""
    fresh, secret = path.with_suffix(".new"), secrets.token_hex(32)
    fresh.touch(mode=0o600)
    fresh.write_text(secret)
    fresh.replace(path)
    return secret

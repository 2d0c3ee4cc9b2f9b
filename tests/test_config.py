"""Settings: read once from the environment, and refused in plain words."""

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from factcheck.config import Config
from factcheck.db_settings import DatabaseSettings
from factcheck.errors import Misconfigured
from factcheck.llm_settings import Llm
from factcheck.sign_in_settings import SessionLimits, Sso


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting from outside, and a data folder of the test's own."""
    for name in os.environ:
        if name.startswith("FACTCHECK_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FACTCHECK_DATA_DIR", str(tmp_path / "data"))


def test_without_settings_everything_lives_in_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = Config.from_env()
    assert config.data_dir == tmp_path / "data"
    assert config.database_url == f"sqlite:///{tmp_path}/data/factcheck.sqlite3"
    assert config.base_url == "http://127.0.0.1:5000"
    assert (config.trusted_proxies, config.embedded) == (0, True)
    assert stat.S_IMODE(config.data_dir.stat().st_mode) == 0o700
    for empty in ("", None):
        if empty is None:
            monkeypatch.delenv("FACTCHECK_DATA_DIR")
        else:
            monkeypatch.setenv("FACTCHECK_DATA_DIR", empty)
        assert Config.from_env().data_dir == tmp_path / "var"


def test_the_secret_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    secret = Config.from_env().secret_key
    kept = tmp_path / "data" / "secret.key"
    assert len(bytes.fromhex(secret)) == 32
    assert (kept.read_text(), stat.S_IMODE(kept.stat().st_mode)) == (secret, 0o600)
    assert Config.from_env().secret_key == secret
    kept.write_text("")  # as a crash in the middle of the first start might leave it
    again = Config.from_env().secret_key
    assert len(bytes.fromhex(again)) == 32
    assert (kept.read_text(), stat.S_IMODE(kept.stat().st_mode)) == (again, 0o600)
    assert {path.name for path in kept.parent.iterdir()} == {"secret.key"}


def test_settings_are_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "DATABASE_URL": "postgresql+psycopg://u:p@db/factcheck",
        "BASE_URL": "https://desk.example/",
        "SECRET_KEY": "s3cret",
        "TRUSTED_PROXIES": "2",
    }.items():
        monkeypatch.setenv(f"FACTCHECK_{name}", value)
    config = Config.from_env()
    assert (config.base_url, config.secret_key) == ("https://desk.example", "s3cret")
    assert (config.trusted_proxies, config.embedded) == (2, False)


def test_how_patient_the_database_is_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = DatabaseSettings(statement=15, work=600, lock=8, idle=60, connect=5)
    assert Config.from_env().database == usual
    assert (usual.with_room(12).pool, usual.for_work(4).statement) == (12, 600)
    replica = "postgresql+psycopg://reader@replica/factcheck"
    for name, value in {
        "DB_POOL": "7",
        "DB_STATEMENT_SECONDS": "3",
        "DB_LOCK_SECONDS": "0",
        "REPLICA_URL": replica,
        "REPLICA_LAG_SECONDS": "2",
    }.items():
        monkeypatch.setenv(f"FACTCHECK_{name}", value)
    found = Config.from_env().database
    assert (found.pool, found.statement, found.lock, found.idle) == (7, 3, 0, 60)
    assert (found.replica_url, found.replica_lag) == (replica, 2)
    assert found.with_room(12).pool == 7
    assert found.for_work(4).replica_url is None


def test_no_assistant_is_asked_unless_a_server_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Config.from_env().llm is None
    for name, value in {
        "LLM_URL": "http://127.0.0.1:11434/v1",
        "LLM_MODEL": "small",
        "LLM_KEY": "k3y",
        "LLM_PRICES": "0.15/0.60",
    }.items():
        monkeypatch.setenv(f"FACTCHECK_{name}", value)
    assert Config.from_env().llm == Llm("http://127.0.0.1:11434/v1", "small", "k3y", (0.15, 0.6))


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("LLM_URL", "localhost:11434", "must begin with http"),
        ("LLM_MODEL", "", "must name the model"),
        ("LLM_PRICES", "cheap", "such as 0.15/0.60"),
    ],
)
def test_a_setting_of_the_assistant_that_makes_no_sense_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    for setting, given in {"LLM_URL": "http://h/v1", "LLM_MODEL": "small", name: value}.items():
        monkeypatch.setenv(f"FACTCHECK_{setting}", given)
    with pytest.raises(Misconfigured, match=words):
        Config.from_env()


def test_a_login_lasts_as_long_as_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Config.from_env().sessions == SessionLimits(timedelta(hours=2), timedelta(hours=14))
    monkeypatch.setenv("FACTCHECK_SESSION_IDLE_MINUTES", "15")
    monkeypatch.setenv("FACTCHECK_SESSION_HOURS", "8")
    assert Config.from_env().sessions == SessionLimits(timedelta(minutes=15), timedelta(hours=8))


OIDC = {
    "OIDC_ISSUER": "https://id.example/realms/news",
    "OIDC_CLIENT_ID": "desk",
    "OIDC_CLIENT_SECRET": "s3cret",
}


def test_single_sign_on_is_set_up_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Config.from_env().sso is None
    for name, value in OIDC.items():
        with pytest.MonkeyPatch.context() as half:
            half.setenv(f"FACTCHECK_{name}", value)
            with pytest.raises(Misconfigured, match="only half set up: set FACTCHECK_OIDC_"):
                Config.from_env()
    monkeypatch.setenv("FACTCHECK_OIDC_NAME", "Newsroom")
    with pytest.raises(Misconfigured, match="only half set up"):
        Config.from_env()
    for name, value in OIDC.items():
        monkeypatch.setenv(f"FACTCHECK_{name}", value)
    found = Config.from_env().sso
    assert found == Sso(*OIDC.values(), "Newsroom")
    assert "s3cret" not in repr(found)


@pytest.mark.parametrize(
    "issuer",
    ["http://id.example", "id.example", "https://", "https://id.example/?a=1", "javascript:x"],
)
def test_a_provider_that_others_could_play_is_refused(
    monkeypatch: pytest.MonkeyPatch, issuer: str
) -> None:
    for name, value in (OIDC | {"OIDC_ISSUER": issuer}).items():
        monkeypatch.setenv(f"FACTCHECK_{name}", value)
    with pytest.raises(Misconfigured, match="FACTCHECK_OIDC_ISSUER must be"):
        Config.from_env()


def test_single_sign_on_says_what_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in OIDC.items():
        monkeypatch.setenv(f"FACTCHECK_{name}", value)
    monkeypatch.setattr("factcheck.sign_in_settings.find_spec", lambda _: None)
    with pytest.raises(Misconfigured, match=r"\[sso\]"):
        Config.from_env()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SESSION_IDLE_MINUTES", "0", "whole number from 1"),
        ("SESSION_IDLE_MINUTES", "²", "whole number from 1"),
        ("SESSION_HOURS", "721", "from 1 to 720"),
        ("SESSION_HOURS", "1.5", "whole number"),
        ("DATABASE_URL", "mysql://h/d", "sqlite:/// or postgresql"),
        ("DATABASE_URL", "not an address", "not a database address"),
        ("DATABASE_URL", "postgresql+psycopg://u@db/d", "FACTCHECK_SECRET_KEY is required"),
        ("TRUSTED_PROXIES", "many", "number of proxies"),
        ("TRUSTED_PROXIES", "-1", "number of proxies"),
        ("TRUSTED_PROXIES", "²", "number of proxies"),
        ("DATA_DIR", "/dev/null/data", "cannot be made"),
        ("DB_POOL", "0", "whole number from 1 to 1000"),
        ("DB_STATEMENT_SECONDS", "-1", "whole number from 0"),
        ("DB_CONNECT_SECONDS", "1", "from 2 to 60"),
        ("REPLICA_LAG_SECONDS", "1", "whole number from 2"),
        ("REPLICA_URL", "sqlite:///x", "FACTCHECK_REPLICA_URL must begin with postgresql"),
        ("REPLICA_URL", "secret", "must begin with postgresql"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(f"FACTCHECK_{name}", value)
    with pytest.raises(Misconfigured, match=words):
        Config.from_env()


def test_a_secret_that_cannot_be_kept_is_named(tmp_path: Path) -> None:
    (tmp_path / "data" / "secret.key").mkdir(parents=True)
    with pytest.raises(Misconfigured, match=r"secret\.key"):
        Config.from_env()


def test_a_config_cannot_be_changed(tmp_path: Path) -> None:
    config = Config(tmp_path, "sqlite://", "http://x", "s")
    with pytest.raises(AttributeError):
        config.base_url = "http://y"  # type: ignore[misc]

"""Networks that are open although they are not public are named in the settings."""

from ipaddress import ip_network
from pathlib import Path

import pytest

from factcheck.config import Config
from factcheck.egress import Egress
from factcheck.errors import EgressRefused, Misconfigured
from tests.egress.pages import page, serving


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("FACTCHECK_EGRESS_ALLOW", raising=False)


def test_without_the_setting_only_public_addresses_may_be_reached() -> None:
    assert Config.from_env().egress_allow == ()
    with serving() as pages, pytest.raises(EgressRefused):
        Egress(Config.from_env().egress_allow).fetch(pages.url())
    assert pages.connections == 0


def test_a_network_of_the_setting_may_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_EGRESS_ALLOW", " 127.0.0.2, fd00:1::/64,")
    allow = Config.from_env().egress_allow
    assert allow == (ip_network("127.0.0.2/32"), ip_network("fd00:1::/64"))
    with serving({"/": page(b"inside")}) as pages:
        assert Egress(allow).fetch(pages.url()).body == b"inside"


@pytest.mark.parametrize("value", ["intranet", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0-10.0.0.9"])
def test_a_network_that_makes_no_sense_is_named(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("FACTCHECK_EGRESS_ALLOW", value)
    with pytest.raises(Misconfigured, match=r"FACTCHECK_EGRESS_ALLOW must be networks.*"):
        Config.from_env()

import pytest

from factcheck.report.renderings.links import LONGEST, followable

pytestmark = pytest.mark.one_backend
"""What a rendering shows does not depend on the database that kept it."""


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=c&d=(e)[f]#g",
        "http://user:word@example.org:8080/~x/%20y",
        "https://münchen.example/straße/漢字",
        "https://[2001:db8::1]/x",
    ],
)
def test_an_address_that_can_do_no_harm_is_left_as_it_is(address: str) -> None:
    assert followable(address) == address


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://x.example/ a\tb\nc", "https://x.example/%20a%09b%0Ac"),
        ('https://x.example/"<>\\^`{|}', "https://x.example/%22%3C%3E%5C%5E%60%7B%7C%7D"),
        ("https://x.example/\u202egpj.exe", "https://x.example/%E2%80%AEgpj.exe"),
        ("https://x.example/\x00\ud800", "https://x.example/%00%3F"),
    ],
)
def test_what_could_act_is_written_as_percent_and_number(address: str, written: str) -> None:
    assert followable(address) == written


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "HTTP://example.org",
        " https://example.org",
        "#claim-1",
        "https://",
        "https:///etc/passwd",
        "https://[::1",
        "http://x.example:99999/",
        "http://x.example:y/",
        "https://x example/",
        f"https://x.example/{'a' * LONGEST}",
    ],
)
def test_what_is_no_address_of_the_web_stays_words(address: str | None) -> None:
    assert followable(address) is None

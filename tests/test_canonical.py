import json
import math

import pytest

from factcheck.canonical import canonical_json, content_hash

NUMBERS = [  # RFC 8785, appendix B
    (0.0, "0"),
    (-0.0, "0"),
    (5e-324, "5e-324"),
    (-5e-324, "-5e-324"),
    (1.7976931348623157e308, "1.7976931348623157e+308"),
    (9007199254740992.0, "9007199254740992"),
    (295147905179352830000.0, "295147905179352830000"),
    (9.999999999999997e22, "9.999999999999997e+22"),
    (1e23, "1e+23"),
    (1.0000000000000001e23, "1.0000000000000001e+23"),
    (999999999999999900000.0, "999999999999999900000"),
    (1e21, "1e+21"),
    (9.999999999999997e-7, "9.999999999999997e-7"),
    (0.000001, "0.000001"),
    (333333333.3333333, "333333333.3333333"),
    (-0.0000033333333333333333, "-0.0000033333333333333333"),
    (1424953923781206.2, "1424953923781206.2"),
    (20_000_000_000, "20000000000"),
    (10.5, "10.5"),
    (-7, "-7"),
]


@pytest.mark.parametrize(("number", "written"), NUMBERS)
def test_numbers_are_written_as_ecmascript_writes_them(number: float, written: str) -> None:
    assert canonical_json(number) == written
    assert float(json.loads(written)) == number


def test_the_example_of_the_standard_comes_out_letter_for_letter() -> None:
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": '€$\u000f\u000aA\'B"\\\\"/',
        "literals": [None, True, False],
    }
    assert canonical_json(value) == (
        '{"literals":[null,true,false],'
        '"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_keys_are_sorted_by_utf16_code_units() -> None:
    value = {"\ufb33": 1, "😀": 2, "\r": 3, "1": 4, "ö": 5}
    assert list(json.loads(canonical_json(value))) == ["\r", "1", "ö", "😀", "\ufb33"]


@pytest.mark.parametrize("number", [math.nan, math.inf, 2**53, -(2**53)])
def test_a_number_that_readers_would_change_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="no number"):
        canonical_json(number)


def test_what_json_has_no_word_for_is_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        canonical_json({1})


def test_the_hash_does_not_depend_on_the_order_of_keys() -> None:
    assert content_hash({"a": 1, "b": 2.0}) == content_hash({"b": 2, "a": 1})
    assert content_hash({"a": 1}) != content_hash({"a": 2})

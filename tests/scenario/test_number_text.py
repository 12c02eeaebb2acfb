from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.scenario.number_text import amount_and_unit, number_text, plain_number


@given(st.floats(allow_infinity=False, allow_nan=False))
def test_a_number_is_written_so_that_it_reads_back_the_same(number):
    assert amount_and_unit(f"{number_text(number)} min", "a time", "min") == (number, "min")


def test_the_unit_is_tidied_for_comparison():
    assert amount_and_unit("10  Ngày \t LÀM việc", "a time", "min") == (10, "ngày làm việc")


@given(st.text())
def test_any_text_is_read_or_refused_with_a_message(text):
    try:
        amount, unit = amount_and_unit(text, "a time", "min")
    except ValueError as error:
        assert str(error)  # noqa: PT017  # either outcome is right, text by text
    else:
        assert isinstance(amount, float)
        assert unit


@pytest.mark.parametrize("text", ["12 345 min", "12_345 min", "12'345 min"])
def test_separated_thousands_are_refused_with_the_plain_number(text):
    with pytest.raises(ValueError, match="write 12345 min"):
        amount_and_unit(text, "a time", "min")


@pytest.mark.parametrize("text", ["0.125 min", "0.600 min", "1234.567 min", "12.3456 min"])
def test_a_fraction_that_cannot_be_thousands_is_read(text):
    assert amount_and_unit(text, "a time", "min")[0] == float(text.split()[0])


@pytest.mark.parametrize(
    "text", ["١٢", "1_000", "²", "0x10", " 1", "1 ", "nan", "inf", "", "1,5", "+"]
)
def test_no_number_is_guessed(text):
    assert plain_number(text) is None


@pytest.mark.parametrize(
    ("text", "number"), [("12", 12), ("-3", -3), ("0.5", 0.5), ("1e3", 1000.0), ("9" * 5000, inf)]
)
def test_a_number_is_that_of_yaml(text, number):
    assert plain_number(text) == number
    assert type(plain_number(text)) is type(number)

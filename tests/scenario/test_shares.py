import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.scenario.shares import number_message, parse_share


@pytest.mark.parametrize(
    ("written", "share"),
    [
        ("80 %", 0.8),
        ("80%", 0.8),
        ("12.5 %", 0.125),
        ("0.1 %", 0.001),
        ("100 %", 1.0),
        ("0 %", 0.0),
        ("-5 %", -0.05),
        (0.8, 0.8),
        (1, 1),
        ("0.8", "0.8"),
        (True, True),
    ],
)
def test_a_percentage_is_read_with_its_sign_and_other_values_are_left_alone(written, share):
    assert parse_share(written) == share


@given(st.integers(min_value=0, max_value=100_000))
def test_a_percentage_is_the_number_that_it_would_be_as_a_share(thousandths):
    share = f"0.{thousandths:05d}" if thousandths < 100_000 else "1"
    assert parse_share(f"{thousandths / 1000:.3f} %") == float(share)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (80, r"must be at most 1: as a percentage, write 80 % or 0\.8$"),
        (12.5, r"write 12\.5 % or 0\.125$"),
        ("180 %", "must be at most 100 %"),
        ("12,5 %", r"write 12\.5 %, with a decimal point"),
        ("0,8", r"write 0\.8, with a decimal point"),
        ("80 phần trăm", "write 80 %"),
        ("80 percent", "write 80 %"),
        ("80 % hồ sơ", "write 80 %"),
        ("% 80", "write 80 %"),
        ("~80 %", "write 80 %"),
        ("5 ‰", r"write 0\.5 %"),
        ("1/4", r"write 0\.25"),
        ("3 out of 4", r"write 0\.75"),
    ],
)
def test_a_share_in_another_form_says_exactly_what_to_write(written, message):
    with pytest.raises(ValueError, match=message):
        parse_share(written)


@pytest.mark.parametrize(
    ("text", "is_whole", "message"),
    [
        ("110 %", False, "N: 110 % is 1.1 as a number, where 1 is all and 1.1 is 10 % more"),
        ("0,6", False, "N: write 0.6, with a decimal point, not a comma"),
        ("1.500.000", False, "N: write 1500000, without separators between thousands"),
        ("+10 %", False, "N: 10 % more is 1.1"),
        (
            "1,200",
            False,
            (
                "N: 1,200 can be read in two ways: write 1200 (no separator between "
                "thousands) or 1.2 (a fraction)"
            ),
        ),
        ("$1,200.5", False, "N: write 1200.5; the unit of costs stands in `currency`"),
        ("120.000.000 đ", False, "N: write 120000000, without separators between thousands"),
        ("$120", False, "N: write 120; the unit of costs stands in `currency`"),
        ("120 triệu đồng", False, "N: write 120; the unit of costs stands in `currency`"),
        ("120tr", False, "N: write 120; the unit of costs stands in `currency`"),
        ("120₫", False, "N: write 120; the unit of costs stands in `currency`"),
        ("2 người", True, "N: write 2, without a unit"),
        ("2 officers", True, "N: write 2, without a unit"),
        ("~2", True, "N: write 2"),
        ("2.5 người", True, "N"),
        ("7:30", True, "N: write 7, the hour alone"),
        ("2", True, "N, without quotes"),
        ("1.1", False, "N, without quotes"),
        ("two", True, "N"),
        ("", False, "N"),
    ],
)
def test_what_is_no_number_says_which_number_to_write(text, is_whole, message):
    assert number_message(text, "N", is_whole=is_whole) == message


@given(st.text(max_size=20), st.booleans())
def test_any_text_is_a_share_or_passed_on_or_refused_with_a_message(text, is_whole):
    assert number_message(text, "N", is_whole=is_whole).startswith("N")
    try:
        parse_share(text)
    except ValueError as error:
        assert str(error)  # noqa: PT017  # either outcome is right, text by text

"""How much a value is, whatever it is of."""

import pytest

from simulator.scenario.amounts import Amount, amount


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (3, Amount(3, "")),
        (0.25, Amount(0.25, "")),
        ("12.125 %", Amount(0.12125, "")),
        ("80%", Amount(0.8, "")),
        ("2 ngày", Amount(172_800, "s")),
        ("1.5 h", Amount(5_400, "s")),
        ("10 ngày làm việc", Amount(10, "working days")),
        ("16 working hours", Amount(16, "working hours")),
        ("80 mỗi ngày làm việc", Amount(80, "per working day")),
        ("30 per h", Amount(30, "per hour")),
        ({"exponential": {"mean": "5 min"}}, Amount(300, "s")),
    ],
)
def test_what_has_an_amount_is_read_by_its_unit(value, found):
    assert amount(value) == found


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, [3], {}, {"counter": 0.8}, "headquarters", "none", "same day", "07:30-11:30"),
        *("12", "12 tickets", "80 per day", "-5 min", "1,5 min", "2.5 working days", "120 %"),
        *("200 years", "40000 days", {"gamma": {"mean": "12 min"}}),
    ],
)
def test_all_else_has_none(value):
    assert amount(value) is None

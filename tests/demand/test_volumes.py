from datetime import date
from typing import ClassVar

import numpy as np
import pytest

from simulator.demand.volumes import expected_numbers
from simulator.demand.workload import Channel

YEAR = {"from": "2021-01-01", "to": "2021-12-31"}
VIETNAM = {"country": "VN", "hours": {"mon-fri": ["07:30-11:30", "13:30-17:00"]}}
SEASONS = {"months": {"jan": 2.0, "feb": 0.0, "dec": 0.5}, "weekdays": {"mon": 1.5, "fri": 0.5}}
COUNTER, ONLINE, POST = Channel.COUNTER, Channel.ONLINE, Channel.POST


@pytest.fixture
def expected(scenario, transfer):
    """Expected numbers of one procedure, (channels, days), from its keys and other sections."""

    def build(keys, **sections):
        sections = {"period": YEAR, "calendar": VIETNAM} | sections
        return expected_numbers(scenario(procedures={"transfer": transfer(**keys)}, **sections))[0]

    return build


def day_of_year(month, day):
    return (date(2021, month, day) - date(2021, 1, 1)).days


@pytest.mark.parametrize("demand", [{}, SEASONS])
def test_months_and_weekdays_leave_the_years_volume(expected, demand):
    assert expected({"volume": "3200 per year"}, demand=demand).sum() == pytest.approx(3_200)


def test_growth_multiplies_every_volume(expected):
    grown = expected({"volume": "3200 per year"}, demand={"growth": 1.1, **SEASONS})
    plain = expected({"volume": "3200 per year"}, demand=SEASONS)
    assert grown == pytest.approx(1.1 * plain)


def test_months_and_weekdays_are_relative(expected):
    counter = expected({"volume": "3200 per year"}, demand=SEASONS)[COUNTER]
    tuesday = {month: counter[day_of_year(month, day)] for month, day in ((1, 5), (3, 2), (12, 7))}
    assert tuesday[1] == pytest.approx(2.0 * tuesday[3])
    assert tuesday[12] == pytest.approx(0.5 * tuesday[3])
    assert counter[day_of_year(3, 1)] == pytest.approx(1.5 * tuesday[3])  # Monday
    assert counter[day_of_year(3, 5)] == pytest.approx(0.5 * tuesday[3])  # Friday
    assert not counter[day_of_year(2, 1) : day_of_year(3, 1)].any()


def test_a_volume_a_working_day_is_that_on_every_one(expected):
    counter = expected({"volume": "80 per working day"})[COUNTER]
    working = counter > 0
    assert working.sum() == 250  # of Vietnam in 2021
    assert counter[working] == pytest.approx(80)


def test_an_open_saturday_shares_the_volume_of_the_working_days(expected):
    calendar = {**VIETNAM, "hours": {"mon-sat": ["07:30-11:30"]}}
    counter = expected({"volume": "80 per working day"}, calendar=calendar)[COUNTER]
    assert counter.sum() == pytest.approx(80 * 250)
    assert counter[day_of_year(3, 6)] == pytest.approx(counter[day_of_year(3, 5)])


def test_a_volume_an_hour_counts_open_hours(expected):
    half_saturday = {
        "country": "none",
        "hours": {"mon-fri": ["08:00-16:00"], "sat": ["08:00-12:00"]},
    }
    counter = expected({"volume": "6 per hour"}, calendar=half_saturday)[COUNTER]
    assert counter[day_of_year(1, 4)] == pytest.approx(48)
    assert counter[day_of_year(1, 9)] == pytest.approx(24)  # Saturday
    assert counter[day_of_year(1, 10)] == 0


def test_a_volume_a_minute_counts_open_minutes(expected):
    always = {"country": "none", "hours": {"every-day": ["00:00-24:00"]}}
    counter = expected({"volume": "0.2 per min"}, calendar=always)[COUNTER]
    assert counter == pytest.approx(288)


def test_a_visit_brings_several_dossiers_so_there_are_fewer_visits(expected):
    keys = {
        "volume": "3200 per year",
        "bundle": {1: 0.85, 2: 0.10, 12: 0.05},
        "channels": {"counter": 0.8, "online": 0.15, "post": 0.05},
    }
    by_channel = expected(keys).sum(axis=1)
    assert by_channel[COUNTER] == pytest.approx(3_200 * 0.8 / 1.65)
    assert by_channel[ONLINE] == pytest.approx(3_200 * 0.15 / 1.65)
    assert by_channel[POST] == pytest.approx(3_200 * 0.05 / 1.65)


def test_online_filings_come_on_any_day_and_the_others_on_open_days(expected):
    keys = {"volume": "2500 per year", "channels": {"counter": 0.4, "online": 0.4, "post": 0.2}}
    numbers = expected(keys)  # ten an open day
    tet, sunday, monday = day_of_year(2, 12), day_of_year(3, 7), day_of_year(3, 8)
    for closed in (tet, sunday):
        assert not numbers[[COUNTER, POST], closed].any()
    weekend = [sunday - 1, sunday, monday]
    assert numbers[ONLINE, weekend] == pytest.approx(np.array([0.2, 0.2, 1]) * 4 / 1.4)
    assert numbers[ONLINE, tet] == pytest.approx(0.2 * 4 / 2.4)  # a week before the 17th
    assert numbers[:, monday + 1] == pytest.approx([4, 4, 2])


def test_whatever_the_ways_in_the_year_has_its_volume(expected):
    online = {"volume": "3200 per year", "channels": {"online": 1.0}}
    assert expected(online, demand=SEASONS).sum() == pytest.approx(3_200)


class TestClosedDays:
    ONLINE_ONLY: ClassVar = {"volume": "80 per working day", "channels": {"online": 1.0}}

    def test_a_weekday_that_is_always_closed_may_be_given_a_weight(self, expected):
        numbers = expected(self.ONLINE_ONLY, demand={"weekdays": {"mon": 2.0, "sat": 1.0}})[ONLINE]
        saturday = day_of_year(3, 6)
        on_monday = numbers[saturday + 2]
        assert numbers[saturday] == pytest.approx(on_monday * 1.0 / 2.0)
        assert numbers[saturday + 1] == pytest.approx(on_monday * 0.2 / 2.0)

    def test_a_saturday_may_have_none(self, expected):
        numbers = expected(self.ONLINE_ONLY, demand={"weekdays": {"sat-sun": 0}})[ONLINE]
        saturday = day_of_year(3, 6)
        assert numbers[saturday : saturday + 3] == pytest.approx([0, 0, 80])

    def test_a_holiday_has_little_whatever_its_weekday_weighs(self, expected):
        demand = {"weekdays": {"thu": 3.0}}
        numbers = expected(self.ONLINE_ONLY, demand=demand)[ONLINE]
        thursday, day_after = day_of_year(2, 11), day_of_year(2, 17)  # Tet, from the 10th on
        assert numbers[thursday] == pytest.approx(0.2 * numbers[day_after])

    def test_an_open_day_without_weight_is_passed_over(self, expected):
        numbers = expected(self.ONLINE_ONLY, demand={"weekdays": {"mon": 0}})[ONLINE]
        saturday = day_of_year(3, 6)
        sat, sun, mon, tue = numbers[saturday : saturday + 4]
        assert (sat, sun, mon) == pytest.approx((0.2 * tue, 0.2 * tue, 0))

    def test_a_worked_saturday_weighs_as_an_open_day(self, expected):
        calendar = {**VIETNAM, "work_days": ["2021-03-06"]}
        numbers = expected(self.ONLINE_ONLY, calendar=calendar)[ONLINE]
        assert numbers[day_of_year(3, 6)] == pytest.approx(80)

    def test_the_last_closed_days_of_a_run_go_with_the_open_day_after_it(self, expected):
        whole = expected(self.ONLINE_ONLY, demand=SEASONS)
        sunday = {"from": "2021-03-07", "to": "2021-03-07"}
        part = expected(self.ONLINE_ONLY, demand=SEASONS, period=sunday)
        assert part == pytest.approx(whole[:, [day_of_year(3, 7)]])
        assert part[ONLINE] > 0

    def test_the_last_closed_days_of_a_year_go_with_the_next_year(self, expected):
        keys = {"volume": "80 per working day", "channels": {"online": 1.0}}
        calendar = {"country": "none", "hours": {"mon-fri": ["08:00-16:00"]}}
        weekend = {"from": "2022-12-31", "to": "2023-01-02"}  # from Saturday to Monday
        numbers = expected(keys, calendar=calendar, period=weekend)[ONLINE]
        assert numbers == pytest.approx(80 * np.array([0.2, 0.2, 1]) / 1.4)

    def test_a_surge_of_an_open_day_holds_for_the_closed_days_before_it(self, expected):
        surge = {"from": "2021-03-08", "to": "2021-03-08", "factor": 2.0}
        plain = expected(self.ONLINE_ONLY)[ONLINE]
        surged = expected(self.ONLINE_ONLY, demand={"surges": [surge]})[ONLINE]
        saturday, monday = day_of_year(3, 6), day_of_year(3, 8)
        factor = np.ones(365)
        factor[saturday : monday + 1] = 2.0
        assert surged == pytest.approx(plain * factor)

    def test_doors_that_never_close_leave_every_day_its_own(self, expected):
        always = {"country": "none", "hours": {"every-day": ["00:00-24:00"]}}
        numbers = expected({**self.ONLINE_ONLY, "volume": "0.2 per min"}, calendar=always)[ONLINE]
        assert numbers == pytest.approx(288)


def test_part_of_a_year_has_the_numbers_of_its_days(expected):
    keys = {"volume": "3200 per year"}
    spring = {"from": "2021-03-01", "to": "2021-05-31", "warm_up": "14 days"}
    part = expected(keys, period=spring, demand=SEASONS)
    whole = expected(keys, demand=SEASONS)
    assert part == pytest.approx(whole[:, day_of_year(2, 15) : day_of_year(6, 1)])


def test_each_calendar_year_has_its_volume(expected):
    two_years = {"from": "2020-01-01", "to": "2021-12-31"}
    numbers = expected({"volume": "3200 per year"}, period=two_years, demand=SEASONS)
    assert numbers[:, :366].sum() == pytest.approx(3_200)
    assert numbers[:, 366:].sum() == pytest.approx(3_200)


def test_a_worked_saturday_has_visits_and_a_day_off_has_none(expected):
    calendar = {**VIETNAM, "work_days": ["2021-03-06"], "days_off": ["2021-03-08"]}
    counter = expected({"volume": "80 per working day"}, calendar=calendar)[COUNTER]
    assert counter[day_of_year(3, 6)] == pytest.approx(80)
    assert counter[day_of_year(3, 8)] == 0


def test_procedures_have_their_own_volumes(scenario, transfer):
    procedures = {
        "transfer": transfer(volume="100 per year"),
        "inheritance": transfer(volume="300 per year"),
    }
    numbers = expected_numbers(scenario(period=YEAR, procedures=procedures))
    assert numbers.shape == (2, 3, 365)
    assert numbers.sum(axis=(1, 2)) == pytest.approx([100, 300])


def test_no_weight_anywhere_means_no_demand(expected):
    nowhere = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), 0.0)
    numbers = expected({"volume": "100 per year"}, demand={"weekdays": nowhere})
    assert np.array_equal(numbers, np.zeros_like(numbers))


class TestSurges:
    def surge(self, first: str, last: str, factor: float, **keys: object) -> dict[str, object]:
        return {"from": first, "to": last, "factor": factor, **keys}

    def test_it_multiplies_its_days_and_no_other(self, expected):
        surges = [self.surge("2021-03-01", "2021-03-05", 1.6)]
        plain = expected({"volume": "80 per working day"})[COUNTER]
        surged = expected({"volume": "80 per working day"}, demand={"surges": surges})[COUNTER]
        first, last = day_of_year(3, 1), day_of_year(3, 5)
        assert surged[first : last + 1] == pytest.approx(1.6 * plain[first : last + 1])
        assert surged[:first] == pytest.approx(plain[:first])
        assert surged[last + 1 :] == pytest.approx(plain[last + 1 :])

    def test_the_volume_of_the_year_does_not_count_it(self, expected):
        surges = [self.surge("2021-03-01", "2021-03-31", 2.0)]
        keys = {"volume": "3200 per year"}
        plain, surged = expected(keys), expected(keys, demand={"surges": surges})
        assert surged.sum() > 3_200
        assert surged.sum() - plain.sum() == pytest.approx(
            plain[:, day_of_year(3, 1) : day_of_year(4, 1)].sum()
        )

    def test_surges_that_overlap_multiply(self, expected):
        surges = [
            self.surge("2021-03-01", "2021-03-03", 2.0),
            self.surge("2021-03-03", "2021-03-05", 1.5),
        ]
        counter = expected({"volume": "80 per working day"}, demand={"surges": surges})[COUNTER]
        factors = counter[day_of_year(3, 1) : day_of_year(3, 6)] / 80
        assert factors == pytest.approx([2, 2, 3, 1.5, 1.5])

    def test_it_may_hold_for_some_fields_only(self, scenario, transfer):
        numbers = expected_numbers(
            scenario(
                procedures={"transfer": transfer(), "birth": transfer(field="justice")},
                demand={"surges": [self.surge("2021-01-04", "2021-01-31", 3.0, fields=["land"])]},
            )
        )
        land, justice = numbers[0, COUNTER].sum(), numbers[1, COUNTER].sum()
        assert land == pytest.approx(3 * justice)

    def test_it_holds_for_every_channel(self, expected):
        channels = {"counter": 0.5, "online": 0.3, "post": 0.2}
        keys = {"volume": "80 per working day", "channels": channels}
        plain = expected(keys)
        surged = expected(keys, demand={"surges": [self.surge("2021-01-01", "2021-12-31", 1.5)]})
        assert surged == pytest.approx(1.5 * plain)

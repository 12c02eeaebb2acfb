import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.scenario.quantities import Duration, Limit, Rate, WorkingTime
from simulator.scenario.units import examples_as_in

amounts = st.floats(min_value=0, max_value=20_000)
whole_days = st.integers(min_value=0, max_value=2_500)
numbers = st.floats(min_value=0, max_value=1e9)

durations = st.builds(Duration, amounts, st.sampled_from(["s", "min", "h", "days"]))
rates = st.builds(Rate, numbers, st.sampled_from(["year", "month", "working day", "hour", "min"]))
working_times = st.one_of(
    st.builds(WorkingTime, whole_days, st.just("working days")),
    st.builds(WorkingTime, amounts, st.just("working hours")),
)
limits = st.one_of(
    st.sampled_from([Limit("none"), Limit("same day")]),
    st.builds(Limit, st.just("working days"), whole_days.filter(bool)),
    st.builds(Limit, st.just("working hours"), amounts.filter(bool)),
)


@given(st.one_of(durations, rates, working_times, limits))
def test_canonical_text_reads_back_as_an_equal_object(quantity):
    again = type(quantity).parse(str(quantity))
    assert again == quantity
    assert str(again) == str(quantity)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90 s", 90),
        ("12 min", 720),
        ("12 Phút", 720),
        ("1 minute", 60),
        ("2 h", 7_200),
        ("1.5 giờ", 5_400),
        ("3 days", 259_200),
        ("1 ngày", 86_400),
        ("12min", 720),
        ("  12 \t min ", 720),
        ("12\N{NO-BREAK SPACE}min", 720),
        ("1e2 s", 100),
        ("0 s", 0),
    ],
)
def test_a_duration_is_read_with_its_unit(text, seconds):
    assert Duration.parse(text).seconds == seconds
    assert Duration.parse(text).days == seconds / 86_400


def test_vietnamese_units_are_read_in_decomposed_letters_too():
    assert Duration.parse(unicodedata.normalize("NFD", "2 giờ")) == Duration(2, "h")


def test_a_fraction_of_three_digits_is_written_so_that_it_cannot_be_taken_for_thousands():
    assert str(Duration(1.125, "h")) == "1.1250 h"


def test_an_object_is_parsed_as_itself():
    assert Duration.parse(Duration(12, "min")) == Duration(12, "min")


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        (Duration, "10", "needs a unit: add one, e.g. 10 min"),
        (Duration, 10, "needs a unit: add one, e.g. 10 min"),
        (Duration, 0.5, "needs a unit: add one, e.g. 0.5 min"),
        (Duration, True, "a duration .* is due here"),
        (Duration, None, "a duration .* is due here"),
        (Duration, "", "is a number and a unit, e.g. 10 min"),
        (Duration, "some min", "is a number and a unit, e.g. 10 min"),
        (Duration, "0,6 min", r"write 0\.6 min, with a decimal point"),
        (Duration, "-0,6 min", r'read as "-0\.6 min": a duration must not be negative'),
        (Duration, "-3 min", "must not be negative"),
        (Duration, "−3 min", "must not be negative"),
        (Duration, "nan min", "must be a finite number"),
        (Duration, ".inf min", "must be a finite number"),
        (Duration, "1e999 min", "must be a finite number"),
        (Duration, "10 minuts", "unknown unit 'minuts'.*did you mean 'minutes'"),
        (Duration, "10 lines", "unknown unit 'lines': write s, min, h or days"),
        (Duration, "10 dòng", "unknown unit 'dòng': write giây, phút, giờ or ngày"),
        (Duration, "10 working days", "runs on the clock"),
        (Duration, "1 000 s", "write 1000 s, without separators"),
        (Duration, "1.000.000 s", "write 1000000 s, without separators"),
        (Duration, "1.234,5 s", r"write 1234\.5 s, without separators"),
        (Rate, "3.200 per year", r"write 3200 per year .* or 3\.2 per year"),
        (Rate, "3,200 per year", r"write 3200 per year .* or 3\.2 per year"),
        (Rate, "1.500/tuần", "can be read in two ways"),
        (Rate, "80 per day", 'ambiguous: write "80 per working day"'),
        (Rate, "80 mỗi ngày", 'ambiguous: write "80 mỗi ngày làm việc"'),
        (Rate, "80/day", 'ambiguous: write "80 per working day"'),
        (Rate, "80 hồ sơ/ngày", 'ambiguous: write "80 mỗi ngày làm việc"'),
        (Rate, "6 per houre", "did you mean 'per hour'"),
        (Rate, "6", "e.g. 6 per year, 6 per month, 6 per working day"),
        (WorkingTime, "12 days", 'write "12 working days"'),
        (WorkingTime, "1.5 working days", "whole numbers"),
        (WorkingTime, "1.5 ngày", 'read as "1.5 ngày làm việc": working days come in whole'),
        (WorkingTime, "12 min", "write working days or working hours"),
        (Limit, "10 days", 'write "10 working days"'),
        (Limit, "16 h", 'write "16 working hours"'),
        (Limit, "0 working days", 'write "same day"'),
        (Limit, "1.5 working days", "whole numbers"),
        (Limit, "tenth", "a limit is .*10 working days"),
        (Duration, "-3,5 minuts", r"read as \"-3\.5 minuts\": unknown unit.*must not be negative"),
        (Duration, "-3 minuts", "unknown unit 'minuts'.*must not be negative"),
        (Limit, "10", "e.g. 10 working days"),
    ],
)
def test_a_quantity_that_cannot_be_read_says_how_to_write_it(kind, text, message):
    with pytest.raises(ValueError, match=message):
        kind.parse(text)


@pytest.mark.parametrize(
    ("text", "working_time"),
    [
        ("12 working days", WorkingTime(12, "working days")),
        ("1 working day", WorkingTime(1, "working days")),
        ("10 ngày làm việc", WorkingTime(10, "working days")),
        ("16 giờ làm việc", WorkingTime(16, "working hours")),
    ],
)
def test_a_working_time_is_read_in_days_or_hours(text, working_time):
    assert WorkingTime.parse(text) == working_time


def test_working_days_and_working_hours_are_not_mistaken_for_each_other():
    days, hours = WorkingTime(2, "working days"), WorkingTime(1.5, "working hours")
    assert (days.days, hours.seconds) == (2, 5_400)
    assert isinstance(WorkingTime.parse("2 working days").amount, int)
    with pytest.raises(ValueError, match="no number of working hours"):
        _ = days.seconds
    with pytest.raises(ValueError, match="no number of working days"):
        _ = hours.days


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("none", Limit("none")),
        ("không", Limit("none")),
        ("Same day", Limit("same day")),
        ("trong ngày", Limit("same day")),
        ("10 working days", Limit("working days", 10)),
        ("10 ngày làm việc", Limit("working days", 10)),
        ("16 working hours", Limit("working hours", 16)),
    ],
)
def test_a_limit_is_read(text, limit):
    assert Limit.parse(text) == limit


def test_the_same_day_is_no_working_day_later():
    assert Limit.parse("same day").days == 0
    assert Limit.parse("10 working days").days == 10
    assert Limit.parse("16 working hours").seconds == 57_600


@pytest.mark.parametrize("limit", [Limit("none"), Limit("working hours", 16)])
def test_a_limit_that_is_not_in_days_has_none(limit):
    with pytest.raises(ValueError, match="no number of working days"):
        _ = limit.days


@pytest.mark.parametrize("limit", [Limit("same day"), Limit("none"), Limit("working days", 3)])
def test_a_limit_that_is_not_in_hours_has_none(limit):
    with pytest.raises(ValueError, match="no number of working hours"):
        _ = limit.seconds


@pytest.mark.parametrize(
    ("kind", "longest", "message"),
    [
        (Duration, "36525 days", "a duration is at most 100 years"),
        (Duration, "876600 h", "a duration is at most 100 years"),
        (WorkingTime, "2500 working days", "at most 2500 working days, ten years"),
        (Limit, "2500 working days", "at most 2500 working days, ten years"),
        (Limit, "20000 working hours", "at most 20000 working hours, ten years"),
        (Rate, "1000000000 per year", "a rate is at most a billion"),
    ],
)
def test_no_quantity_is_beyond_what_can_be_counted(kind, longest, message):
    amount, _, unit = longest.partition(" ")
    assert str(kind.parse(longest)) == longest
    for beyond in (str(int(amount) + 1), "1e308", "1e999"):
        with pytest.raises(ValueError, match=message if beyond != "1e999" else "finite"):
            kind.parse(f"{beyond} {unit}")


def test_a_limit_without_a_number_takes_no_amount():
    with pytest.raises(ValueError, match="has no amount"):
        Limit("same day", 1)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("3200 per year", Rate(3200, "year")),
        ("3200 mỗi năm", Rate(3200, "year")),
        ("80 per working day", Rate(80, "working day")),
        ("80 mỗi ngày làm việc", Rate(80, "working day")),
        ("6 per hour", Rate(6, "hour")),
        ("6 mỗi giờ", Rate(6, "hour")),
        ("0.2 per min", Rate(0.2, "min")),
        ("0.2 mỗi phút", Rate(0.2, "min")),
    ],
)
def test_a_rate_is_read_with_its_period(text, rate):
    assert Rate.parse(text) == rate


@pytest.mark.parametrize(
    ("kind", "text", "instead"),
    [
        (Duration, "1h30", "90 min"),
        (Duration, "1 giờ 30 phút", "90 phút"),
        (Duration, "1 h 30 min", "90 min"),
        (Duration, "2 phút 30 giây", "150 giây"),
        (Duration, "2'30", "150 s"),
        (Duration, "1 ngày 4 giờ", "28 giờ"),
        (Duration, "1:30", "90 min"),
        (Duration, "00:12:30", "750 s"),
        (Duration, "10'", "10 min"),
        (Duration, "90''", "90 s"),
        (Duration, "10p", "10 min"),
        (Duration, "10 ph", "10 phút"),
        (Duration, "10 phut", "10 phút"),
        (Duration, "2 tiếng", "2 giờ"),
        (Duration, "2 tuần", "14 ngày"),
        (Duration, "1 month", "30 days"),
        (Duration, "nửa giờ", "0.5 giờ"),
        (Duration, "half an hour", "0.5 h"),
        (Duration, "1 giờ rưỡi", "1.5 giờ"),
        (Duration, "mười phút", "10 phút"),
        (Duration, "ten min", "10 min"),
        (Duration, "khoảng 10 phút", "10 phút"),
        (Duration, "~10 min", "10 min"),
        (Duration, "about 10 min", "10 min"),
        (Duration, "10-15 phút", "12.5 phút"),
        (Duration, "từ 10 đến 15 phút", "12.5 phút"),
        (Duration, "3,5 phút", "3.5 phút"),
        (Duration, "15 phút/hồ sơ", "15 phút"),
        (Duration, "khoảng 3,5 ph / hồ sơ.", "3.5 phút"),
        (Duration, "15 min per dossier", "15 min"),
        (Duration, "3 working day", "3 days"),
        (Rate, "80/year", "80 per year"),
        (Rate, "80/tháng", "80 mỗi tháng"),
        (Rate, "1.500 hồ sơ/tháng", "1500 mỗi tháng"),
        (Rate, "80 dossiers a month", "80 per month"),
        (Rate, "80 hồ sơ/ngày làm việc", "80 mỗi ngày làm việc"),
        (Rate, "6 hour", "6 per hour"),
        (Rate, "6 lượt/giờ", "6 mỗi giờ"),
        (Rate, "80/tuần", "4160 mỗi năm"),
        (Rate, "80 per quarter", "320 per year"),
        (Rate, "70-90 per month", "80 per month"),
        (WorkingTime, "12 ngày", "12 ngày làm việc"),
        (WorkingTime, "2 tuần", "10 ngày làm việc"),
        (Limit, "giải quyết ngay", "trong ngày"),
        (Limit, "same-day", "same day"),
        (Limit, "không giới hạn", "không"),
        (Limit, "unlimited", "none"),
        (Limit, "nửa ngày", "4 giờ làm việc"),
        (Limit, "1.5 days", "12 working hours"),
        (Limit, "không quá 10 ngày", "10 ngày làm việc"),
        (Limit, "10 nlv", "10 working days"),
        (Limit, "trong vòng 10 ngày", "10 ngày làm việc"),
        (Limit, "within 10 days", "10 working days"),
        (Limit, "5-7 ngày", "7 ngày làm việc"),
        (Limit, "50 phút", "0.833 giờ làm việc"),
        (Duration, "+1.000,5 s", "1000.5 s"),
        (Limit, "2 weeks", "10 working days"),
        (Limit, "30 phút", "0.5 giờ làm việc"),
    ],
)
def test_what_is_understood_and_not_read_says_exactly_what_to_write(kind, text, instead):
    with pytest.raises(ValueError, match=f'write "?{re.escape(instead)}(?![0-9a-z])'):
        kind.parse(text)
    assert kind.parse(instead)


def test_a_range_is_offered_as_a_distribution_too():
    with pytest.raises(ValueError, match=r"\{uniform: \{low: 3\.5 phút, high: 5 phút\}\}"):
        Duration.parse("3,5 - 5 ph")


BEFORE = ["", "khoảng ", "~", "about ", "từ ", "tối đa ", "-", "+"]
NUMBERS = ["10", "1,5", "1.500", "1.234.567", "10-15", "3,5 - 4", "1h30", "nửa", "half a", "ba"]
NUMBERS += ["7:30", "½", "1e3", "1.000,5", "10 đến 15", "10..15"]
AFTER = ["", " phút", "ph", "p", "'", "''", " giờ", " tiếng", " ngày", " working days", " nlv"]
AFTER += [" tuần", " tháng", "/năm", " hồ sơ/tháng", " dossiers per week", "/ngày", " rưỡi", " %"]
AFTER += [" giờ 30", " phút 20 giây", "/quý", " lượt/giờ", " gio lam viec", " trong ngày"]
LAST = ["", " /hồ sơ", ".", " (tb)", " mỗi hồ sơ"]


@settings(max_examples=500)
@given(
    st.tuples(*map(st.sampled_from, (BEFORE, NUMBERS, AFTER, LAST))),
    st.sampled_from([Duration, Rate, WorkingTime, Limit]),
)
def test_what_is_to_be_written_can_be_read(parts, kind):
    try:
        kind.parse("".join(parts))
    except ValueError as error:
        told = str(error)
        exact = re.search(r"(?:^|: )write \"?([^\";,:]+)", told)
        if exact and not re.search("unknown unit|in two ways", told):
            assert kind.parse(exact[1])


@given(st.text(max_size=12), st.sampled_from([Duration, Rate, WorkingTime, Limit]))
def test_whatever_is_written_is_read_or_refused_with_a_message(text, kind):
    for written in (text, f"10 {text}", f"{text} 10 phút", f"10-15{text}"):
        try:
            quantity = kind.parse(written)
        except ValueError as error:
            assert str(error)  # noqa: PT017  # either outcome is right, text by text
        else:
            assert kind.parse(str(quantity)) == quantity


def test_an_example_speaks_the_language_of_the_other_quantities_else_the_language_spoken():
    with examples_as_in(["12 phút", "90 phút", "3 days", "min nothing"]):
        with pytest.raises(ValueError, match=r"e\.g\. 10 phút"):
            Duration.parse(10)
        with pytest.raises(ValueError, match="write 90 phút"):
            Duration.parse("1h30")
        with pytest.raises(ValueError, match="write 10 min"):
            Duration.parse("about 10 min")
    with pytest.raises(ValueError, match=r"e\.g\. 10 min"):
        Duration.parse(10)


@pytest.mark.usefixtures("vietnamese")
def test_an_example_without_any_words_around_it_speaks_the_language_spoken():
    with pytest.raises(ValueError, match="10 phút"):
        Duration.parse(10)


def test_a_rate_by_the_month_is_a_twelfth_of_a_years():
    assert Rate.parse("80 mỗi tháng") == Rate.parse("80 per month") == Rate(80, "month")
    assert str(Rate(80, "month")) == "80 per month"

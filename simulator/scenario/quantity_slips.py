"""What planners write for a quantity that is not in the language, and what they mean by it.

Tables of `Slip`, one for each kind of quantity: hedges and ranges, short and unaccented units,
hours with minutes, weeks, dossiers that are counted, periods after a slash. A corrected text has
the units' canonical words; which words a planner is told is not known here.
"""

import re
from collections.abc import Callable, Mapping

from simulator.language import N_
from simulator.scenario.number_text import SEPARATORS, number_text, unaccented
from simulator.scenario.slips import Slip
from simulator.scenario.units import UNITS

_N = r"(?![1-9][0-9]{0,2}[.,][0-9]{3}(?![0-9]))[0-9]+(?:[.,][0-9]+)?"
_HOURS = r"(?:h|g|giờ|tiếng|hours?|hrs?)"
_MINUTES = r"(?:m|p|ph|phút|mins?|minutes?|'|′|’)"
_SECONDS = r"(?:s|giây|secs?|seconds?|''|\"|″|”)"
_COUNTED = (
    r"(?:bộ hồ sơ|hồ sơ|hs|bộ|lượt(?: khách| người)?|phiếu|người|khách|công dân"
    r"|dossiers?|files?|visits?|cases?|applications?|enquir(?:y|ies)|people|persons?|citizens?)"
)
_EACH = r"(?:/|mỗi|một|hàng|hằng|trên|trong|per|an?|each|every|in an?)"

_PERIODS: Mapping[str, str] = {
    "year": "năm|nam|years?|yrs?|y|annum",
    "month": "tháng|thang|months?|mo",
    "working day": "ngày làm việc|ngay lam viec|working days?|business days?|workdays?",
    "hour": "giờ|gio|tiếng|hours?|hrs?|h",
    "min": "phút|phut|ph|minutes?|mins?|m",
    "day": "ngày|ngay|days?|d",
}
"""Periods of a rate, by how they are written."""

_NUMBER_WORDS: Mapping[str, int] = {
    word: number
    for words in (
        "một hai ba bốn năm sáu bảy tám chín mười",
        "one two three four five six seven eight nine ten",
    )
    for number, word in enumerate(words.split(), start=1)
}


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _times(factor: float, unit: str) -> Callable[[re.Match[str]], str]:
    """Return what multiplies the first group of a match, and gives it another unit."""
    return lambda match: f"{number_text(_number(match[1]) * factor)} {unit}"


def _together(factor: int, unit: str) -> Callable[[re.Match[str]], str]:
    """Return what joins two numbers of a match into one, `factor` of the second to the first."""
    return lambda match: f"{number_text(_number(match[1]) * factor + _number(match[2]))} {unit}"


def _middle(match: re.Match[str]) -> str:
    middle = (_number(match["low"]) + _number(match["high"])) / 2
    return f"{number_text(middle)} {match['unit']}"


RANGE = re.compile(
    rf"^(?:từ |from |between )?(?P<low>{_N})\s*(?:(?!e-)[^0-9\s.,-]+\s*)?"
    rf"(?:-|đến|tới|to|and|~|\.\.+)\s*(?P<high>{_N})\s*(?P<unit>[^0-9\s-].*)$"
)
_HEDGE = Slip(
    re.compile(
        r"^(?:(?:khoảng|chừng|tầm|cỡ|ước|gần|hơn|trên|dưới|trung bình|tb|bình quân|tối đa|không quá"
        r"|trong vòng|(?:trong|within|in)(?= [0-9])"
        r"|about|around|approximately|approx\.?|circa|ca\.?|at most|up to|mean|average)\b"
        r"|[~≈±<>=≤≥])+:?\s*"
    ),
    "",
)
_ENDS = Slip(re.compile(r"\s*(?:\([^)]*\)|[.;,!?])$"), "")
_IN_WORDS = Slip(
    re.compile(rf"^(?:{'|'.join(_NUMBER_WORDS)})(?= )"),
    lambda match: str(_NUMBER_WORDS[match[0]]),
)
_ANY = (_IN_WORDS, *SEPARATORS)
_ANY_RANGE = Slip(RANGE, _middle, N_("one number is due: write {text}, the middle"))
_LONGEST = Slip(RANGE, r"\g<high> \g<unit>", N_('one number is due: write "{text}", the longest'))

_WITHOUT_ACCENTS = tuple(
    Slip(re.compile(rf"(?<=[0-9])\s*{unaccented(word)}$"), rf" {name}")
    for name, words in UNITS.items()
    for word in words.vi
    if name not in ("none", "same day")
)
_OF_EACH = Slip(re.compile(rf"\s*{_EACH}\s*(?:1\s*|một\s*)?{_COUNTED}$"), "")
_AND_A_HALF = Slip(
    re.compile(r"^([0-9]+)(?= .* rưỡi$)(.*) rưỡi$"),
    r"\1.5\2",
)

_ONE_UNIT = N_("a duration has one unit: write {text}")
_ON_THE_CLOCK = N_("a duration runs on the clock: write {text}")
_DAYS_ON_THE_CLOCK = N_(
    "a duration runs on the clock: write {text}; or, of work and of what an agency takes, its "
    "hours, some eight a day"
)

DURATION_SLIPS = (
    _HEDGE,
    _ENDS,
    _OF_EACH,
    Slip(
        RANGE,
        _middle,
        N_(
            "one time is due: write {text}; a distribution between the two is "
            "{{uniform: {{low: {low} {unit}, high: {high} {unit}}}}}"
        ),
    ),
    *_ANY,
    Slip(re.compile(r"^(?:nửa|half an?|half|½|1/2)\s*"), "0.5 "),
    _AND_A_HALF,
    Slip(
        re.compile(rf"^([0-9]+)\s*{_HOURS}\s*([0-9]{{1,2}})\s*{_MINUTES}?$"),
        _together(60, "min"),
        _ONE_UNIT,
    ),
    Slip(
        re.compile(rf"^([0-9]+)\s*{_MINUTES}\s*([0-9]{{1,2}})\s*{_SECONDS}?$"),
        _together(60, "s"),
        _ONE_UNIT,
    ),
    Slip(
        re.compile(r"^([0-9]+)\s*(?:days?|ngày)\s*([0-9]{1,2})\s*(?:h|giờ|hours?)$"),
        _together(24, "h"),
        _ONE_UNIT,
    ),
    Slip(
        re.compile(r"^([0-9]{1,2}):([0-9]{2})$"),
        _together(60, "min"),
        N_("this is a time of day: for hours and minutes, write {text}"),
    ),
    Slip(
        re.compile(r"^([0-9]{1,2}):([0-9]{2}):([0-9]{2})$"),
        lambda match: f"{int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3])} s",
        _ONE_UNIT,
    ),
    Slip(
        re.compile(r"\s*(?:working days?|business days?|ngày làm việc|ngay lam viec)$"),
        " days",
        _DAYS_ON_THE_CLOCK,
    ),
    Slip(
        re.compile(r"\s*(?:working hours?|giờ làm việc|gio lam viec)$"),
        " h",
        _ON_THE_CLOCK,
    ),
    *_WITHOUT_ACCENTS,
    Slip(re.compile(rf"(?<=[0-9])\s*{_SECONDS}$"), " s"),
    Slip(re.compile(rf"(?<=[0-9])\s*{_MINUTES}$"), " min"),
    Slip(re.compile(rf"(?<=[0-9])\s*{_HOURS}$"), " h"),
    Slip(re.compile(r"(?<=[0-9])\s*d$"), " days"),
    Slip(re.compile(rf"^({_N})\s*(?:tuần|tuan|weeks?|wks?|w)$"), _times(7, "days")),
    Slip(re.compile(rf"^({_N})\s*(?:tháng|thang|months?)$"), _times(30, "days")),
    Slip(re.compile(rf"^({_N})\s*(?:năm|nam|years?|yrs?)$"), _times(365, "days")),
)
"""Of a length of time on the clock."""

_THIS_IS_WORKING_TIME = N_('this is working time: write "{text}"')

WORKING_SLIPS = (
    _HEDGE,
    _ENDS,
    _OF_EACH,
    _LONGEST,
    *_ANY,
    _AND_A_HALF,
    Slip(
        re.compile(r"(?<=[0-9])\s*(?:days?|ngày|ngay)$"),
        " working days",
        _THIS_IS_WORKING_TIME,
    ),
    Slip(
        re.compile(r"(?<=[0-9])\s*(?:h|g|hours?|hrs?|giờ|gio|tiếng)$"),
        " working hours",
        _THIS_IS_WORKING_TIME,
    ),
    *_WITHOUT_ACCENTS,
    Slip(re.compile(r"\s*(?:business days?|ngày hành chính|ngày lv|nlv|wd)$"), " working days"),
    Slip(
        re.compile(rf"^({_N})\s*(?:tuần|tuan|weeks?|wks?)(?: làm việc)?$"),
        _times(5, "working days"),
        N_('a week has five working days: write "{text}"'),
    ),
)
"""Of working days and hours."""

_DAY = r"(?:working days?|days?|ngày làm việc|ngày)$"
_OF_EIGHT_HOURS = N_('working days come in whole numbers: write "{text}", where a day has eight')

LIMIT_SLIPS = (
    _HEDGE,
    _ENDS,
    _OF_EACH,
    Slip(
        re.compile(
            r"^(?:(?:giải quyết |trả |trả kết quả |làm )?ngay(?: lập tức| trong ngày| tại chỗ)?"
            r"|lập tức|trong buổi|trong ngày làm việc|cùng ngày|0(?: ngày.*| days?)?"
            r"|same-day|sameday|(?:on )?the same day|immediate(?:ly)?|at once|on the spot|today)$"
        ),
        "same day",
        N_('for a result on the day of acceptance, write "{text}"'),
    ),
    Slip(
        re.compile(
            r"^(?:không (?:giới hạn|quy định|có|thời hạn|xác định|áp dụng).*|khong|unlimited"
            r"|no limit|without limit|no|never|∞|n/a|-)$"
        ),
        "none",
        N_('for no limit, write "{text}"'),
    ),
    Slip(
        re.compile(rf"^(?:nửa|half an?|half|½|1/2|0\.5)\s*{_DAY}|^(?:nửa|một|1|a)?\s*buổi$"),
        "4 working hours",
        _OF_EIGHT_HOURS,
    ),
    Slip(
        re.compile(rf"^([0-9]+[.,](?!0+ )[0-9]+)\s*{_DAY}"),
        _times(8, "working hours"),
        _OF_EIGHT_HOURS,
    ),
    *WORKING_SLIPS,
    Slip(
        re.compile(rf"^({_N})\s*{_MINUTES}$"),
        lambda match: f"{number_text(round(_number(match[1]) / 60, 3))} working hours",
        _THIS_IS_WORKING_TIME,
    ),
)
"""Of the time that a procedure may take."""


def _per(names: str) -> str:
    """Return the pattern of "a number per period", of which `names` are the periods."""
    return rf"(?<=[0-9])\s*{_EACH}?\s*(?:1\s*|một\s*)?(?:{names})$"


RATE_SLIPS = (
    _HEDGE,
    _ENDS,
    Slip(
        re.compile(rf"^([1-9][0-9]{{0,2}}(?:[., ][0-9]{{3}})+)(?=\s*{_COUNTED}(?!\w))"),
        lambda match: re.sub("[^0-9]", "", match[1]),
        N_("write {text}, without separators between thousands"),
    ),
    Slip(re.compile(rf"(?<=[0-9])\s*{_COUNTED}(?!\w)"), ""),
    Slip(
        re.compile(rf"^({_N})\s*{_EACH}?\s*(?:1\s*|một\s*)?(?:tuần|tuan|weeks?|wk)$"),
        _times(52, "per year"),
        N_("there is no rate by the week: write {text}, of 52 weeks"),
    ),
    Slip(
        re.compile(rf"^({_N})\s*{_EACH}?\s*(?:1\s*|một\s*)?(?:quý|quarters?)$"),
        _times(4, "per year"),
        N_("there is no rate by the quarter: write {text}"),
    ),
    *(Slip(re.compile(_per(names)), f" per {period}") for period, names in _PERIODS.items()),
    Slip(re.compile(r"(?<=[0-9])\s*(?:yearly|annually|p\.?a\.?)$"), " per year"),
    Slip(re.compile(r"(?<=[0-9])\s*monthly$"), " per month"),
    Slip(re.compile(r"(?<=[0-9])\s*hourly$"), " per hour"),
    Slip(re.compile(r"(?<=[0-9])\s*daily$"), " per day"),
    _ANY_RANGE,
    *_ANY,
)
"""Of how many there are in a period."""

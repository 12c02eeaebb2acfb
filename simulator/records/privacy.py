"""Names and phone numbers: how they are recognised, so that they are neither kept nor shown.

In: texts of cells. Out: which of them hold a person's name or a phone number, and texts that can be
shown. Which column they stand in is not known here.
"""

import re

from simulator.scenario.names import composed
from simulator.signs import shortened


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SURNAMES = _words(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đoàn trịnh đinh mai tô "
    "lâm tăng hà cao châu lương thái tạ phùng vương quách đào la lưu mạc nông ông thạch triệu chu "
    "trương tống kiều doãn giang khổng lại lục nghiêm ninh quản từ văn viên xa "
    "nguyen tran pham hoang huynh truong"
)
"""The commonest in Vietnam."""
_LOUD = _words(
    "nguyễn trần lê phạm hoàng huỳnh vũ võ đặng bùi đỗ ngô dương trương nguyen tran pham hoang "
    "huynh truong"
)
"""Those that, in capitals, hardly begin anything else."""
_WORDS = range(2, 6)
"""NameColumn of a name."""

_PHONE = re.compile(
    r"(?<![\d.,/-])(?:(?:\(?\+?84\)?|\(?0)(?:[ .()-]{0,2}\d){8,10}|\d{9}(?:\d{3})?)(?![.,/-]?\d)"
)
"""A phone number, or that of an identity card; none that is a part of a longer one."""
_DATE = re.compile(
    r"(?<!\d)(?:\d{4}([-/.])\d\d?\1\d\d?|\d\d?([-/.])\d\d?\2\d{4}|20\d{6})(?!\d{1,5}\b)"
)
_SHOWN = _words(
    "am pm sa ch t z utc gmt h m s giờ phút ngày null none nan na nat jan feb mar apr may jun jul "
    "aug sep oct nov dec"
)
"""NameColumn that say nothing of anybody."""
_LONGEST = 60


def is_phone(text: str) -> bool:
    """Whether a text holds a phone number.

    Examples
    --------
    >>> is_phone("ĐT 0912.345.678"), is_phone("05-01-2024 08:30"), is_phone("A1024")
    (True, False, False)
    """
    return bool(_PHONE.search(_DATE.sub("", text)))


def is_name(text: str) -> bool:
    """Whether a text is the name of a person, as names are written in Vietnam.

    Examples
    --------
    >>> is_name("Hồ Văn Nam"), is_name("Hồ sơ đất đai"), is_name("NGUYEN VAN A")
    (True, False, True)
    """
    words = composed(text).split()
    if len(words) not in _WORDS or not all(word.isalpha() and word[0].isupper() for word in words):
        return False
    return words[0].lower() in (_LOUD if text.isupper() else _SURNAMES)


def harmless(text: str) -> str:
    """Return what can be shown of a cell where a moment or a number is due.

    Examples
    --------
    >>> harmless("32/13/2024 08:00 giờ"), harmless("Nguyễn Văn A 0912345678")
    ('32/13/2024 08:00 giờ', '…')
    """
    shown = re.sub(
        r"[^\W\d_]+",
        lambda word: word[0] if word[0].lower() in _SHOWN else "…",
        text[: 4 * _LONGEST],
    )
    plain = "…" if is_phone(shown) else shown.lstrip("=+@ ")  # nothing that a spreadsheet computes
    return shortened(plain, _LONGEST)

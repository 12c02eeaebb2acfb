"""The language in which people are spoken to: English, or Vietnamese through gettext.

In: the language to use, set by whoever starts the program, for each thread on its own. Out: `_` and
`ngettext`, which every text for people goes through, `mistake`, which makes an error of one, and
`N_`, which marks a text that is a constant and is put through `_` where it is shown. The texts are
English in the code; their translations stand in `locale/vi/LC_MESSAGES/onestop.po`, of which the
file `.mo` beside it is made (`docs/texts.py`).

>>> use_language("vi")
>>> _("yes")
'có'
>>> use_language("en")
>>> _("yes")
'yes'
"""

import gettext
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Literal, get_args

Language = Literal["en", "vi"]

LANGUAGES: tuple[Language, ...] = get_args(Language)
"""The languages there are; the first is that of the code."""

DOMAIN = "onestop"
FOLDER = Path(__file__).parent / "locale"

_language: ContextVar[Language] = ContextVar("language", default=LANGUAGES[0])
_translations: dict[str, gettext.NullTranslations] = {LANGUAGES[0]: gettext.NullTranslations()}


def use_language(language: str) -> None:
    """Speak a language from now on.

    Raises
    ------
    ValueError
        If there is no such language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"there is no language {language!r}: {' or '.join(LANGUAGES)}")
    if language not in _translations:
        _translations[language] = gettext.translation(DOMAIN, FOLDER, [language])
    _language.set(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language for a while."""
    before = _language.get()
    use_language(language)
    try:
        yield
    finally:
        use_language(before)


def language() -> Language:
    """Return the language that is spoken."""
    return _language.get()


def language_of(environment: Mapping[str, str]) -> str:
    """Return the language of a locale, as POSIX tells it by variables; English if it is another.

    Examples
    --------
    >>> language_of({"LANG": "vi_VN.UTF-8"}), language_of({"LANG": "vi_VN", "LC_ALL": "C"})
    ('vi', 'en')
    """
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(variable):
            spoken = environment[variable][:2].lower()
            return spoken if spoken in LANGUAGES else LANGUAGES[0]
    return LANGUAGES[0]


def _(message: str, /, **words: object) -> str:
    """Return a text in the language that is spoken, with its words filled in if there are any.

    Examples
    --------
    >>> _("{n} years", n=3), _("a mapping: {key: value}")
    ('3 years', 'a mapping: {key: value}')
    """
    text = _translations[_language.get()].gettext(message)
    return text.format(**words) if words else text


def ngettext(singular: str, plural: str, count: int, /, **words: object) -> str:
    """Return the text for a number of things in the language that is spoken, likewise."""
    text = _translations[_language.get()].ngettext(singular, plural, count)
    return text.format(**words) if words else text


def mistake(message: str, /, **words: object) -> ValueError:
    """Return the error that says, in the language that is spoken, what a person got wrong."""
    return ValueError(_(message, **words))


def N_(message: str) -> str:  # noqa: N802  # gettext's own name for it
    """Mark a text for translation, and return it as it is."""
    return message


SYSTEM = (
    N_("No such file or directory"),
    N_("Permission denied"),
    N_("File exists"),
    N_("Not a directory"),
    N_("Is a directory"),
    N_("No space left on device"),
    N_("Read-only file system"),
    N_("Input/output error"),
    N_("File too large"),
    N_("File name too long"),
    N_("Disk quota exceeded"),
    N_("Too many open files"),
    N_("Too many levels of symbolic links"),
    N_("Operation not permitted"),
    N_("Device or resource busy"),
    N_("No such device or address"),
    N_("Stale file handle"),
    N_("Invalid argument"),
    N_("Cannot allocate memory"),
    N_("Address already in use"),
    N_("Cannot assign requested address"),
    N_("Name or service not known"),
)
"""What the system says of files and addresses, as far as a planner meets it."""


def reason(error: OSError) -> str:
    """Return what the system says of a file that cannot be used.

    Examples
    --------
    >>> reason(OSError(28, "No space left on device"))
    'No space left on device'
    """
    return _(error.strerror) if error.strerror else str(error)

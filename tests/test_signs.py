"""Signs of texts from outside: shown without harm, and by their names."""

import json
import unicodedata

import pytest
from ruamel.yaml import YAML

from simulator.signs import named, on_a_line, on_screen, remark, shortened

HARMFUL = [
    sign
    for sign in map(chr, range(0x3000))
    if unicodedata.category(sign) in ("Cc", "Zl", "Zp") and sign not in "\n\t"
] + list("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")


def test_nothing_that_steers_a_terminal_gets_there() -> None:
    assert on_screen("Vân Đồn\t– “1”\n") == "Vân Đồn\t– “1”\n"
    for sign in HARMFUL:
        assert on_screen(f"a{sign}b") == f"a\\u{ord(sign):04x}b"
        assert on_a_line(f"a{sign}\nb\t", 100) == f"a\\u{ord(sign):04x}\\nb\\t"


def test_colours_stay_where_a_page_has_them_and_nothing_else_does() -> None:
    assert on_screen("\x1b[31mred\x1b[0m \x1b[2J", with_colours=True) == (
        "\x1b[31mred\x1b[0m \\u001b[2J"
    )


@pytest.mark.parametrize("read", [json.loads, YAML(typ="safe", pure=True).load])
def test_what_is_escaped_means_the_same_in_quotes(read):
    text = "".join(HARMFUL[32:])  # What JSON does not escape by itself.
    assert read(on_screen(json.dumps(text, ensure_ascii=False))) == text


def test_a_long_text_loses_its_middle() -> None:
    assert shortened("x" * 60, 60) == "x" * 60
    assert len(shortened("x" * 1_000_000, 60)) == 60


def test_a_sign_is_named_with_its_code() -> None:
    assert named("\ufeff") == "a byte-order mark (U+FEFF)"
    assert named("\u202e") == "the sign U+202E"
    assert named("：") == "： (U+FF1A)"


def test_a_letter_of_another_alphabet_is_named_by_what_it_is_taken_for() -> None:
    assert remark("nаme") == "а (U+0430): write a"
    assert remark("−2") == "− (U+2212): write -"
    assert remark("Đất đai – Hộ tịch, ơ ư ă") == ""


def test_what_a_sign_is_taken_for_is_plain_and_seldom_itself() -> None:
    latin = (sign for sign in map(chr, range(0x250)) if sign.isalpha())
    assert not any(map(remark, latin))
    for sign in "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοι":
        assert remark(sign)[-1].isascii()

"""The rules of service are one text, of which each rule has a title, and a sentence for reports."""

import re

from simulator.center import rules


def test_every_rule_has_a_title_a_text_and_a_sentence():
    numbers = [f"R{number}" for number in range(1, 15)]
    assert list(rules.in_full()) == list(rules.SENTENCES) == numbers
    assert all(title and text for title, text in rules.in_full().values())


def test_the_text_of_a_rule_ends_before_the_next_and_holds_its_choices():
    title, text = rules.in_full()["R4"]
    assert title == "Who is next"
    assert text.startswith("Within a station: class (priority citizens,")
    assert text.endswith(" A booked citizen with priority keeps that class.")


def test_nothing_of_the_rules_is_left_out():
    told = " ".join(f"{title} {text}" for title, text in rules.in_full().values())
    rest = rules.__doc__.partition("**R1")[2]
    assert set(re.findall(r"\w{4,}", rest)) <= set(re.findall(r"\w{4,}", told))

"""Damage to the text of a scenario, as slips of the hand and broken files do it.

`mutant_of` takes a text and its data and a seed; out comes the text of a scenario damaged once or
twice: in its letters, or in its keys and values.
"""

import json
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

Random = random.Random
TextMutation = Callable[[str, Random], str]
TreeMutation = Callable[[Any, Random], None]

ODD = (
    "\u200b\u202e\u00a0\ufeff\u0085\u2028\x07\x00\t\r\ud800\U0001f4a9\u0300\u1ed3\uff10"
    "٣½−,:#&*!|>%@`'\"{}[]~"
)
SPECIAL_SPACES = "\u00a0\u2007\u202f\u2009\u3000\t\u200b\u2060\ufeff\u00ad"
CONTROLS = "\x00\x07\x08\x0b\x0c\x1b\x7f\x85\x9b\u2028\u2029\u202e\u2066"
LOOKALIKES = {":": "：∶", ",": "，‚", '"': "“”„", "'": "‘’", "-": "–−‑", "{": "｛", "[": "［"}
SCRIPTS = "٠०０𝟎"
"""The digit 0 in other scripts; the others follow it."""
NUMBERS = [
    "0",
    "-1",
    "1e308",
    "1e-308",
    "0,5",
    ".nan",
    "1_000",
    "0x10",
    "99999999999999999999",
    "1.5",
]
UNITS = [
    "min",
    "h",
    "s",
    "days",
    "working days",
    "working hours",
    "per year",
    "per day",
    "per month",
    "phút",
    "%",
]
NUMBER = re.compile(r"(?<![\w.:-])\d+(?:\.\d+)?(?![\w.:-])")
UNIT = re.compile(r"(?<=\d )(?:min|h|s|days|working \w+|per [a-z ]*[a-z])\b")
WORD = re.compile(r"[^\W\d][\w-]+")


def changed_at(found: re.Match[str] | None, text: str, instead: str) -> str:
    return text if found is None else f"{text[: found.start()]}{instead}{text[found.end() :]}"


def one_of(pattern: re.Pattern[str], text: str, rng: Random) -> re.Match[str] | None:
    return rng.choice(list(pattern.finditer(text)) or [None])


def truncated(text: str, rng: Random) -> str:
    return text[: rng.randrange(len(text))]


def with_a_byte_flipped(text: str, rng: Random) -> str:
    content = bytearray(text.encode("utf-8", "surrogatepass"))
    content[rng.randrange(len(content))] ^= rng.randrange(1, 256)
    return content.decode("utf-8", "surrogateescape")


def with_an_odd_character(text: str, rng: Random) -> str:
    at = rng.randrange(len(text))
    return text[:at] + rng.choice(ODD) + text[at:]


def without_a_character(text: str, rng: Random) -> str:
    at = rng.randrange(len(text))
    return text[:at] + text[at + 1 :]


def without_a_line(text: str, rng: Random) -> str:
    lines = text.splitlines(keepends=True)
    del lines[rng.randrange(len(lines))]
    return "".join(lines)


def with_a_line_twice(text: str, rng: Random) -> str:
    lines = text.splitlines(keepends=True)
    lines.insert(rng.randrange(len(lines) + 1), rng.choice(lines))
    return "".join(lines)


def with_another_indentation(text: str, rng: Random) -> str:
    lines = text.splitlines(keepends=True)
    at = rng.randrange(len(lines))
    lines[at] = (
        lines[at][2:] if lines[at].startswith("  ") and rng.random() < 0.5 else f"  {lines[at]}"
    )
    return "".join(lines)


def with_another_number(text: str, rng: Random) -> str:
    found = one_of(NUMBER, text, rng)
    near = [f"-{found[0]}", f"{found[0]}0", f"{found[0]}.0"] if found else []
    return changed_at(found, text, rng.choice([*near, *NUMBERS]))


def with_another_unit(text: str, rng: Random) -> str:
    return changed_at(one_of(UNIT, text, rng), text, rng.choice([*UNITS, ""]))


def with_another_word(text: str, rng: Random) -> str:
    other = one_of(WORD, text, rng)
    return changed_at(one_of(WORD, text, rng), text, other[0] if other else "")


def with_a_word_misspelt(text: str, rng: Random) -> str:
    found = one_of(WORD, text, rng)
    letters = list(found[0]) if found else []
    rng.shuffle(letters)
    return changed_at(found, text, "".join(letters))


def with_a_special_space(text: str, rng: Random) -> str:
    space = one_of(re.compile(r" |$"), text, rng)
    sign = rng.choice(SPECIAL_SPACES)
    return changed_at(space, text, rng.choice([sign, f"{sign} ", f" {sign}"]))


def without_a_space(text: str, rng: Random) -> str:
    return changed_at(one_of(re.compile(r"(?<=[:,-]) "), text, rng), text, "")


def with_a_control_character(text: str, rng: Random) -> str:
    at = rng.randrange(len(text))
    return text[:at] + rng.choice([rng.choice(CONTROLS), "\x1b[31m"]) + text[at:]


def with_a_lookalike(text: str, rng: Random) -> str:
    found = one_of(re.compile("[" + re.escape("".join(LOOKALIKES)) + "]"), text, rng)
    return changed_at(found, text, rng.choice(LOOKALIKES[found[0]]) if found else "")


def with_digits_of_another_script(text: str, rng: Random) -> str:
    found = one_of(NUMBER, text, rng)
    zero = ord(rng.choice(SCRIPTS))
    digits = {ord(str(digit)): chr(zero + digit) for digit in range(10)}
    return changed_at(found, text, found[0].translate(digits) if found else "")


TEXT_MUTATIONS: tuple[TextMutation, ...] = (
    truncated,
    with_a_byte_flipped,
    with_an_odd_character,
    without_a_character,
    without_a_line,
    with_a_line_twice,
    with_another_indentation,
    with_another_number,
    with_another_unit,
    with_another_word,
    with_a_word_misspelt,
    with_a_special_space,
    without_a_space,
    with_a_control_character,
    with_a_lookalike,
    with_digits_of_another_script,
)


def mappings(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict):
        yield tree
    for child in (
        tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    ):
        yield from mappings(child)


def any_entry(tree: Any, rng: Random) -> tuple[dict[str, Any], str]:
    mapping = rng.choice([mapping for mapping in mappings(tree) if mapping])
    return mapping, rng.choice(list(mapping))


def delete(tree: Any, rng: Random) -> None:
    mapping, key = any_entry(tree, rng)
    del mapping[key]


def copy_elsewhere(tree: Any, rng: Random) -> None:
    (mapping, key), other = any_entry(tree, rng), rng.choice(list(mappings(tree)))
    other[key] = json.loads(json.dumps(mapping[key]))


def rename(tree: Any, rng: Random) -> None:
    (mapping, key), (_, name) = any_entry(tree, rng), any_entry(tree, rng)
    mapping[rng.choice([name, f"{key}s", key[:-1], key.upper(), f"{key} "])] = mapping.pop(key)


def swap_values(tree: Any, rng: Random) -> None:
    (mapping, key), (other, name) = any_entry(tree, rng), any_entry(tree, rng)
    one, two = json.dumps(mapping[key]), json.dumps(other[name])
    mapping[key], other[name] = json.loads(two), json.loads(one)


def change_type(tree: Any, rng: Random) -> None:
    mapping, key = any_entry(tree, rng)
    value = mapping[key]
    mapping[key] = rng.choice(
        [[value], {key: value}, str(value), True, 0, -1, 0.5, 10**30, "", "none", [], {}, None]
    )


TREE_MUTATIONS: tuple[TreeMutation, ...] = (
    delete,
    copy_elsewhere,
    rename,
    swap_values,
    change_type,
)


def mutant_of(text: str, tree: Any, seed: int) -> str:
    """Return a text damaged once or twice, or the text of a tree damaged so."""
    rng = Random(seed)
    times = rng.choice([1, 1, 2])
    if rng.random() < 0.5:
        for _ in range(times):
            text = rng.choice(TEXT_MUTATIONS)(text, rng) or "#"
        return text
    copy = json.loads(json.dumps(tree))
    for _ in range(times):
        rng.choice(TREE_MUTATIONS)(copy, rng)
    return json.dumps(copy, indent=1, ensure_ascii=False)


def encoded(text: str) -> bytes:
    """Return a text as a file holds it; a byte that was flipped stands for itself."""
    return b"".join(
        bytes([ord(sign) - 0xDC00])
        if "\udc80" <= sign <= "\udcff"
        else sign.encode("utf-8", "surrogatepass")
        for sign in text
    )

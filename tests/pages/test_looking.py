"""What is wrong with a page is seen and heard."""

from tests.pages.looking import PHONE, opened

FAULTY = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>x</title></head><body>
<div style="width: 500px">wide</div>
<div style="overflow-x: auto"><div style="width: 600px">is scrolled</div></div>
<p style="width: 50px; display: inline-block">unbroken-unbreakable-word</p>
<figure id="waits"><svg viewBox="0 0 300 100" width="300">
<text x="10" y="20">one text</text><text x="12" y="22">another</text>
<text x="10" y="60">above</text><text x="10" y="76">below</text>
<text x="280" y="90">cut off</text></svg></figure>
<img src="other.png" alt="none"><script>console.log("said"); undefined_function()</script>
</body></html>"""


def test_what_is_wrong_is_seen_and_heard(browser, file_of):
    with opened(browser, file_of(FAULTY), PHONE) as looked:
        faults = looked.faults()
    assert [part for part in PARTS if not any(part in fault for fault in faults)] == []
    assert [fault for fault in faults if fault.startswith("waits: ")] == list(PARTS[-2:])
    assert not any('"is scrolled"' in fault for fault in faults)


PARTS = (
    "console: said",
    "error: undefined_function is not defined",
    "other.png",
    "the page is 508 px wide",
    'div "wide" reaches from 8 to 508',
    'p "unbroken-unbreakable-word" is 50 px wide',
    'waits: "another" lies over "one text"',
    'waits: "cut off" reaches out of the figure',
)

"""README says what the code says."""

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
KEYS = runpy.run_path(str(ROOT / "docs" / "keys.py"))


def test_the_table_of_keys_is_that_of_the_schema():
    """After a change of the schema, run `python docs/keys.py`."""
    readme = README.read_text(encoding="utf-8")
    assert KEYS["with_table"](readme) == readme


def test_the_table_tells_a_key_with_its_values_its_default_and_its_meaning():
    rows = {line.split("`")[1]: line for line in KEYS["table"]().splitlines()[2:]}
    retries = "| `citizens.retries` | whole number | `3` | Trips after being sent home, "
    assert rows["citizens.retries"].startswith(retries)
    assert "| needed |" in rows["staff.GROUP.officers"]
    assert "`finish` (receive, return); `pause` (app" in rows["queues.STATION.at_break"]
    assert "`per year`" in rows["procedures.PROCEDURE.volume"]
    assert "| points, or `full` |" in rows["scores.par_index.areas.AREA.target"]

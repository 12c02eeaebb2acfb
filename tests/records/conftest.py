"""What tests of records share: a file of some rows, and its reading."""

import gzip

import pytest

from simulator.records import read_tickets

HEADINGS = "ticket,queue,taken,called,finished,counter,state"


@pytest.fixture
def written(tmp_path):
    """Return how a file is written: headings, and rows."""

    def write(*rows, headings=HEADINGS, name="log.csv"):
        content = "\n".join([headings, *rows]).encode() + b"\n"
        path = tmp_path / name
        path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
        return path

    return write


@pytest.fixture
def read(written):
    """Return how rows are read as a log."""

    def reading(*rows, headings=HEADINGS, **options):
        return read_tickets(written(*rows, headings=headings), **options)

    return reading


def rows_of(excluded):
    """Return the rows left out: row, reason and value."""
    return [tuple(row) for row in excluded.rows[["row", "reason", "value"]].to_numpy().tolist()]

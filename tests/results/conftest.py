"""A district's Center, run once."""

from tests.reports.conftest import changed, district, district_with, result

__all__ = ["changed", "district", "district_with", "result"]

"""What is reported here is swept as the study's own tests sweep."""

from tests.studies.sweep.conftest import compiled, results, sweep, write

__all__ = ["compiled", "results", "sweep", "write"]

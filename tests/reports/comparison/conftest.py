"""What is reported here is compared as the study's own tests compare."""

from tests.studies.comparison.conftest import both, comparison_of

__all__ = ["both", "comparison_of"]

"""Levers that are pulled as the study's own tests pull them."""

from tests.studies.levers.conftest import pulled, written

__all__ = ["pulled", "written"]

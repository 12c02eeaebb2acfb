"""Tests of the measures; a package, so that its modules may be named as those of others are."""

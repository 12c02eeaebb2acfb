"""The files that the project ships for planners: scenarios, and plans that start from them."""

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "scenarios"

PLANS = sorted(FOLDER.glob("*-plan-*.yaml"))
SCENARIOS = sorted(path for path in FOLDER.rglob("*.yaml") if path not in PLANS)
CENTERS = [path for path in SCENARIOS if path.parent == FOLDER]
"""Those that are no textbook queues."""

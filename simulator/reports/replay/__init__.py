"""How a replay reads."""

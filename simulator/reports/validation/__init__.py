"""How a validation reads."""

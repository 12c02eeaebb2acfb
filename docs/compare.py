"""Write into README what `onestop compare` says of one officer more at the land counter.

Usage: python docs/compare.py

The block goes between the marks `compare` in README.md.
"""

from blocks import block, put
from report import onestop

ARGUMENTS = (
    "compare",
    "scenarios/van-don-2021.yaml",
    "--with",
    "staff.land-counter.officers=4",
    "--seed",
    "2021",
)


def compare() -> str:
    """Return the command and what it prints."""
    done = onestop(*ARGUMENTS, "--quiet")
    if done.returncode:
        raise SystemExit(done.stderr)
    return block(f"$ onestop {' '.join(ARGUMENTS)}\n{done.stdout}")


if __name__ == "__main__":
    put("compare", compare())

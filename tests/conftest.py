"""What the tests of the command line share."""

import pytest

from simulator import cli


@pytest.fixture
def onestop(capsys):
    """Runs the command line in this process; returns exit code, stdout and stderr."""

    def run(*arguments):
        with pytest.raises(SystemExit) as left:
            cli.main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return left.value.code or 0, out, err

    return run

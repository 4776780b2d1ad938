"""`python -m tqcheck` is the command."""

import sys

if not sys.flags.safe_path:
    sys.path.pop(0)  # where the command is given: what is checked must not be imported

from tqcheck.cli import main

main()

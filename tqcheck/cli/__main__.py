"""`python -m tqcheck.cli` is the command."""

from tqcheck.cli import main

main()

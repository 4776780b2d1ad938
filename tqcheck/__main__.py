"""`python -m tqcheck` is the command."""

from tqcheck.cli import main

main()

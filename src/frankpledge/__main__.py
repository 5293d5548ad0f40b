"""`python -m frankpledge`."""

from frankpledge.cli import main

main()

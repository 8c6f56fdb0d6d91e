"""`python -m flows.cli` is `nightdesk`."""

from flows.cli import main

main()

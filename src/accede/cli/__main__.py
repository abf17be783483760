"""`python -m accede.cli` is `accede`."""

from accede.cli import main

main()

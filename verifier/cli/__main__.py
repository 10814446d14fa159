"""`python -m verifier.cli`, for where the console script is not on the path."""

from verifier.cli import main

main()

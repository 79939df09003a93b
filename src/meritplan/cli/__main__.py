"""`python -m meritplan.cli` for where the installed command is out of reach."""

from meritplan.cli import main

if __name__ == "__main__":
    main(prog_name="meritplan")

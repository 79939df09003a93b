"""``meritplan serve``: the plan in a browser."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("plan", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--home", type=click.Path(file_okay=False, path_type=Path), help="Where the database is kept.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
def serve(plan: Path, home: Path | None, host: str, port: int) -> None:
    """Open a plan in the browser."""
    from meritplan.server.starting import default_home, migrate, set_up

    set_up(plan, home or default_home(plan))
    migrate()
    from granian import Granian
    from granian.constants import Interfaces

    click.echo(f"Meritplan answers at http://{host}:{port}/", err=True)
    Granian("meritplan.server.wsgi:application", address=host, port=port, interface=Interfaces.WSGI).serve()

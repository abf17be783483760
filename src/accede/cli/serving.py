"""`accede serve`: the web application on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from accede.cli.common import example, record_option


@click.command(epilog=example("accede serve", "accede serve --port 9000 --record nordic.db", "accede serve --host 0.0.0.0 --accounts people.db --secure"))
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen; beyond this machine accounts are needed.")
@click.option("--port", default=8421, show_default=True, type=click.IntRange(1, 65535), metavar="N", help="The port.")
@click.option("--accounts", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="The file of accounts, made by `accede accounts`; everybody must then sign in.")
@click.option("--secure", is_flag=True, help="Behind a proxy that speaks https: cookies go by https alone.")
@record_option
def serve(host: str, port: int, accounts: Path | None, secure: bool, location: str) -> None:
    """Serve the record as a web application, on this machine alone: desk, processes, evidence, search and review.

    Without accounts everybody on this machine reviews by the name of the user who started it. To be reached from other machines
    it needs accounts, and a proxy that speaks https before it.

    Ctrl-C ends it. Nothing is loaded from another host.
    """
    import uvicorn

    from accede.record import Record
    from accede.web.app import create_app
    from accede.web.settings import Settings

    settings = Settings(location=location, host=host, port=port, accounts=str(accounts or ""), secure=secure)
    app = create_app(settings)
    with Record.open(location, create=False):
        pass
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Accede on http://{shown}:{port}/ (Ctrl-C ends it)", err=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, server_header=False)


COMMANDS = (serve,)

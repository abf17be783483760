"""`accede serve`: the web application on this machine."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from accede.cli.common import Failure, example, record_option

if TYPE_CHECKING:
    from accede.web.settings import Settings

#: So many processes make pages where it is not said how many: each has its own part of the record in memory, some 300 MB of a large one.
MOST_MAKERS = 8


@click.command(epilog=example("accede serve", "accede serve --port 9000 --record nordic.db", "accede serve --host 0.0.0.0 --accounts people.db --secure --proxy 10.0.0.2"))
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen; beyond this machine accounts are needed.")
@click.option("--port", default=8421, show_default=True, type=click.IntRange(1, 65535), metavar="N", help="The port.")
@click.option("--accounts", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="The file of accounts, made by `accede accounts`; everybody must then sign in.")
@click.option("--secure", is_flag=True, help="Behind a proxy that speaks https: cookies go by https alone.")
@click.option("--proxy", "proxies", multiple=True, metavar="ADDRESS", help="A proxy that is believed in X-Forwarded-For, so that attempts to sign in count by who makes them; may be given again.")
@click.option("--processes", type=click.IntRange(0, 64), metavar="N", help="So many processes make the pages of a large record; unless said otherwise as many as there are processors, at most 8.")
@record_option
def serve(host: str, port: int, accounts: Path | None, secure: bool, proxies: tuple[str, ...], processes: int | None, location: str) -> None:
    """Serve the record as a web application, on this machine alone: desk, processes, evidence, search and review.

    Without accounts everybody on this machine reviews by the name of the user who started it. To be reached from other machines
    it needs accounts, and a proxy that speaks https before it.

    Ctrl-C ends it. Nothing is loaded from another host.
    """
    import uvicorn

    from accede.record import Record
    from accede.scale.crew import processors
    from accede.web.app import create_app
    from accede.web.settings import Settings

    settings = Settings(
        location=location, host=host, port=port, accounts=str(accounts or ""), secure=secure, proxies=_checked(proxies), makers=min(MOST_MAKERS, processors()) if processes is None else processes,
    )  # fmt: skip
    app = create_app(settings)
    with Record.open(location, create=False):
        pass
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Accede on http://{shown}:{port}/ (Ctrl-C ends it)", err=True)
    uvicorn.run(app, **options(settings))


def options(settings: Settings) -> dict[str, Any]:
    """How uvicorn is to run. By itself it would believe any program of this machine that says to ask for another address."""
    return {
        "host": settings.host, "port": settings.port, "log_level": "warning", "access_log": False, "server_header": False,
        "proxy_headers": bool(settings.proxies), "forwarded_allow_ips": list(settings.proxies),
    }  # fmt: skip


def _checked(proxies: tuple[str, ...]) -> tuple[str, ...]:
    for one in proxies:
        try:
            ip_network(one)
        except ValueError as error:
            raise Failure(f"not the address of a proxy: {one!r} (write 10.0.0.2, or 10.0.0.0/8 for a network)") from error
    return proxies


COMMANDS = (serve,)

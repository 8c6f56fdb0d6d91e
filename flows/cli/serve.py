"""The command `serve`: SQL for many clients over the network. `register` adds it to the application."""

from __future__ import annotations

import secrets
import time
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.read import HOME, HomeOption, memory_option

if TYPE_CHECKING:
    from warehouse.serving.server import Server


def register(app: typer.Typer) -> None:
    """Add the command to an application."""
    app.command(epilog="Example: `nightdesk serve --token-file /run/secrets/nightdesk`")(serve)


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on. Any but this machine's own needs a certificate.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 for any that is free.")] = 8815,
    token: Annotated[
        str | None,
        typer.Option(
            envvar="NIGHTDESK_TOKEN", show_envvar=True, help="What clients log in with. Others can see it here: better in a file."
        ),
    ] = None,
    token_file: Annotated[Path | None, typer.Option(help="File with the token.", exists=True, dir_okay=False)] = None,
    certificate: Annotated[Path | None, typer.Option(help="TLS certificate (PEM).", exists=True, dir_okay=False)] = None,
    key: Annotated[Path | None, typer.Option(help="Its private key (PEM).", exists=True, dir_okay=False)] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Listen on any address without TLS, behind a proxy that has it.")] = False,
    seconds: Annotated[float, typer.Option(min=1, help="Time that a statement may take, the sending of its answer included.")] = 300,
    memory: Annotated[str, typer.Option(help="Memory that a statement may take.")] = "1GB",
    clients: Annotated[int, typer.Option(min=1, help="Statements at once; further ones wait.")] = 16,
    home: HomeOption = HOME,
) -> None:
    """Answer SQL for many clients at once, by Arrow Flight SQL (ADBC, JDBC, ODBC). The warehouse can only be read.

    Clients log in with any user name and the token as password; their session keeps the snapshot that was the newest then. Without a
    --token one is made and shown. SIGTERM or Ctrl-C ends the server.
    """
    from warehouse.limits import Limits
    from warehouse.serving.server import Server

    if (certificate is None) != (key is None):
        raise typer.BadParameter("--certificate and --key go together.", param_hint="--certificate")
    if not (_is_this_machine(host) or certificate or plain):
        raise typer.BadParameter(
            "the token would travel in clear: give a --certificate and --key, or --plain behind a proxy.", param_hint="--host"
        )
    given = token_file.read_text("utf8").strip() if token_file else token
    if given == "":
        raise typer.BadParameter("the token is empty.", param_hint="--token")
    used = given or secrets.token_urlsafe(24)
    server = Server(
        home,
        used,
        host,
        port,
        limits=Limits(seconds, memory_option(memory)),
        workers=clients,
        certificate=(certificate.read_text(), key.read_text()) if certificate and key else None,
    )
    _announce(server, host, used if given is None else None)
    _until_ended(server)


def _until_ended(server: Server) -> None:
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:  # flows.cli makes SIGTERM one
        server.stop()
        typer.echo("Stopped.", err=True)


def _announce(server: Server, host: str, made_token: str | None) -> None:
    typer.echo(f"Serving at {server.scheme}://{f'[{host}]' if ':' in host else host}:{server.port}", err=True)
    if made_token:
        typer.echo(f"Token: {made_token}", err=True)


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False

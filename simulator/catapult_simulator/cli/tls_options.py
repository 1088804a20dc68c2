"""Options of `serve` about TLS, and what comes of them. TLS is imported where it is asked for."""

from typing import TYPE_CHECKING, NamedTuple

import click

from catapult_simulator.cli.options import env_option, option_type, with_options
from catapult_simulator.cli.settings import Settings
from catapult_simulator.core.addresses import reachable
from catapult_simulator.core.hosts import REAL_HOST, host_of_url
from catapult_simulator.tls.names import names_among, parse_name

if TYPE_CHECKING:
    from ssl import SSLContext

_OPTIONS = (
    env_option(
        "--tls",
        is_flag=True,
        help=f"Listen on https, with a certificate for {REAL_HOST} and localhost. The authority "
        "that signs it is made once, in the folder CATAPULT_SIMULATOR_TLS_FOLDER or one of your "
        "own; `catapult-simulator ca` says how to trust it.",
    ),
    env_option(
        "--tls-name",
        "tls_names",
        multiple=True,
        type=option_type(parse_name),
        metavar="NAME",
        help="A further host name or IP address in that certificate, such as the name of a compose "
        "service. Can be given several times.",
    ),
    env_option(
        "--tls-cert",
        metavar="FILE",
        help="Listen on https with this certificate, in PEM format, followed by its chain.",
    ),
    env_option(
        "--tls-key",
        metavar="FILE",
        help="Its private key, in PEM format. Can be left out if the certificate's file holds it.",
    ),
)


# The command gets `tls`, `tls_names`, `tls_cert` and `tls_key`.
tls_options = with_options(_OPTIONS)


class Tls(NamedTuple):
    """TLS of one `serve`: its context, None without TLS; the path of the authority to trust, None
    for a certificate of the user's own; and the host names that are the simulator's own."""

    context: "SSLContext | None" = None
    ca_file: str | None = None
    hosts: tuple[str, ...] = ()

    @property
    def curl(self) -> tuple[str, ...]:
        """The options with which curl calls this simulator."""
        if self.context is None:
            return ()
        return ("--insecure",) if self.ca_file is None else ("--cacert", self.ca_file)


def require_consistent(settings: Settings) -> None:
    """Raise UsageError for options that have no effect together."""
    if settings.tls_key is not None and settings.tls_cert is None:
        raise click.UsageError("--tls-key needs --tls-cert, the certificate that it belongs to")
    if settings.tls_names and settings.tls_cert is not None:
        raise click.UsageError("--tls-name has no effect: the file of --tls-cert has its own names")
    if settings.tls_names and not settings.tls:
        raise click.UsageError("--tls-name needs --tls")


def tls_of(settings: Settings) -> Tls:
    """Load or make what `settings` ask for. Raises ClickException where that cannot be had."""
    if not settings.tls and settings.tls_cert is None:
        return Tls()
    from catapult_simulator.tls.errors import TlsError

    try:
        return _tls_of(settings)
    except TlsError as error:
        raise click.ClickException(str(error)) from None


def _tls_of(settings: Settings) -> Tls:
    from catapult_simulator.tls.server_context import context_of_files, tls_ca_file, tls_context

    if settings.tls_cert is not None:
        return Tls(context_of_files(settings.tls_cert, settings.tls_key))
    context = tls_context(*settings.tls_names, *_names_of_other_options(settings))
    return Tls(context, tls_ca_file(), hosts=(REAL_HOST, *settings.tls_names))


def _names_of_other_options(settings: Settings) -> list[str]:
    public_host = host_of_url(settings.public_url or "")
    return names_among([reachable(settings.host), public_host, *settings.allowed_hosts])

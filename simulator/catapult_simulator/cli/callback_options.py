"""Options of whoever sends callbacks, `serve` and `callback`: where to, and which to trust.

Values are checked when they are parsed. Sockets and TLS are imported only when an option is given.
"""

from catapult_simulator.cli.options import env_option, option_type, with_options


def parse_network(text: str) -> str:
    """A network such as `10.0.0.0/8`, or one address. Raises ValueError."""
    from ipaddress import ip_network

    try:
        return str(ip_network(text, strict=False))
    except ValueError:
        raise ValueError(f"{text!r} is no network: give one such as 10.0.0.0/8 or ::1") from None


def parse_ca_file(text: str) -> str:
    """A file of certificates in PEM format, or a folder of hashed ones. Raises ValueError."""
    from ssl import SSLError

    from catapult_simulator.tls.trust import client_context

    try:
        client_context(ca_file=text)
    except SSLError:
        raise ValueError(f"{text!r} holds no certificates in PEM format") from None
    except OSError as error:
        raise ValueError(f"{text!r} cannot be read: {error.strerror}") from None
    return text


_OPTIONS = (
    env_option(
        "--allow-callbacks-to",
        multiple=True,
        type=option_type(parse_network),
        metavar="CIDR",
        help="Send callbacks only to this network, such as 10.0.0.0/8. Can be given several times. "
        "Without it, to all but link-local, multicast and cloud metadata addresses.",
    ),
    env_option(
        "--callback-ca",
        type=option_type(parse_ca_file),
        metavar="FILE",
        help="Trust receivers with certificates of this authority too, in PEM format.",
    ),
    env_option(
        "--insecure-callbacks",
        is_flag=True,
        help="Send callbacks to receivers with any certificate.",
    ),
)


# The command gets `allow_callbacks_to`, `callback_ca` and `insecure_callbacks`.
callback_options = with_options(_OPTIONS)

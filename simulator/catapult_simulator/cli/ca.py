"""`ca`: the certificate authority of `serve --tls`, and how clients come to trust it."""

import os
import shlex
from pathlib import Path
from subprocess import list2cmdline
from typing import Literal, NamedTuple

import click

from catapult_simulator.cli.options import option_type
from catapult_simulator.cli.terminal import say_lines, say_pem
from catapult_simulator.tls.authority import issue, require_authority, require_certificate
from catapult_simulator.tls.errors import TlsError
from catapult_simulator.tls.folder import AuthorityFiles, authority_files
from catapult_simulator.tls.names import parse_name
from catapult_simulator.tls.trust import bundled

Part = Literal["path", "pem", "bundle"]


class _Variable(NamedTuple):
    """An environment variable of the client."""

    name: str
    value: str = "{ca}"


# Client -> how it comes to trust the authority in the file `{ca}`: variables and commands.
TRUST: dict[str, tuple[_Variable | str, ...]] = {
    "curl": ("curl --cacert {ca} https://localhost:8080/_simulator/health",),
    "Node": (_Variable("NODE_EXTRA_CA_CERTS"),),
    "Python": (_Variable("REQUESTS_CA_BUNDLE"), _Variable("SSL_CERT_FILE")),
    "Ruby": (_Variable("SSL_CERT_FILE"),),
    "PHP": ("php -d openssl.cafile={ca} -d curl.cainfo={ca} app.php",),
    "Go": (_Variable("SSL_CERT_FILE"),),
    "Java": (
        "keytool -importcert -noprompt -alias catapult-simulator -file {ca} "
        "-keystore trust.jks -storetype JKS -storepass changeit",
        _Variable("JAVA_TOOL_OPTIONS", "-Djavax.net.ssl.trustStore=trust.jks"),
    ),
}
_OTHERS = """\
With these, Python, Ruby, PHP, Go and Java may trust nobody else. Where the app calls other hosts
too, use the output of `catapult-simulator ca --print bundle` in place of ca.pem. For Java, copy the
file lib/security/cacerts of the JDK to trust.jks first, and leave out -storetype."""


@click.command()
@click.option(
    "--print",
    "part",
    type=click.Choice(["path", "pem", "bundle"]),
    help="Print the path of the certificate, the certificate, or both it and the public "
    "authorities, for clients that trust one file alone.",
)
@click.option(
    "--issue",
    "names",
    multiple=True,
    type=option_type(parse_name),
    metavar="NAME",
    help="Print a new key and certificate for this host name or IP address, for an app that "
    "receives callbacks on https. Can be given several times.",
)
def ca(part: Part | None, names: tuple[str, ...]) -> None:
    """Show the certificate authority, and how to trust it.

    The authority signs the certificates of `serve --tls`. It is made by the first command that
    needs it, and kept in the folder CATAPULT_SIMULATOR_TLS_FOLDER or in one of your own.

    Example: catapult-simulator ca --print path
    """
    if part and names:
        raise click.UsageError("give either --print or --issue")
    try:
        files = authority_files()
        require_authority(files)
        require_certificate(files)
        if names:
            say_pem(_issued(files, names))
        elif part is None or part == "path":
            say_lines(instructions(files.certificate) if part is None else str(files.certificate))
        else:
            say_pem(_certificates(files.certificate, with_public=part == "bundle"))
    except TlsError as error:
        raise click.ClickException(str(error)) from None


def instructions(certificate: Path, *, windows: bool = os.name == "nt") -> str:
    """For each client, the lines with which it trusts `certificate`."""
    shown = [str(certificate), "", "To trust it, before the app starts:", ""]
    for client, steps in TRUST.items():
        lines = [_line(step, str(certificate), windows=windows) for step in steps]
        shown += [f"{name:8}{line}" for name, line in zip([client, *[""] * 9], lines, strict=False)]
    return "\n".join([*shown, "", _OTHERS])


def _issued(files: AuthorityFiles, names: tuple[str, ...]) -> str:
    return issue(files, names).private_key_and_cert_chain_pem.bytes().decode().rstrip()


def _certificates(certificate: Path, *, with_public: bool) -> str:
    files = [certificate, *([Path(bundled())] if with_public else [])]
    return "\n".join(file.read_text("utf-8").rstrip() for file in files)


def _line(step: _Variable | str, certificate: str, *, windows: bool) -> str:
    if isinstance(step, str):
        quoted = list2cmdline([certificate]) if windows else shlex.quote(certificate)
        return step.format(ca=quoted)
    value = step.value.format(ca=certificate)
    return f"set {step.name}={value}" if windows else f"export {step.name}={shlex.quote(value)}"

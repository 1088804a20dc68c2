"""Files that a message from a person has by their URLs: their content types and contents."""

from collections.abc import Sequence
from urllib.parse import unquote

import requests

from contract_tests.account import Account
from contract_tests.evidence import assumed, documented, needs
from contract_tests.network import SimulatedNetwork

pytestmark = needs("accounts", "inbound")

TYPES = {
    "3gp": "audio/3gpp", "amr": "audio/amr", "bmp": "image/bmp", "css": "text/css",
    "csv": "text/csv", "flac": "audio/flac", "gif": "image/gif", "gz": "application/gzip",
    "html": "text/html", "ico": "image/x-icon", "ics": "text/calendar", "jpeg": "image/jpeg",
    "jpg": "image/jpeg", "js": "application/javascript", "json": "application/json",
    "m4a": "audio/mp4", "mov": "video/quicktime", "mp3": "audio/mpeg", "mp4": "video/mp4",
    "ogg": "audio/ogg", "pdf": "application/pdf", "png": "image/png", "rtf": "application/rtf",
    "smil": "application/smil", "svg": "image/svg+xml", "tif": "image/tiff", "tiff": "image/tiff",
    "txt": "text/plain", "vcf": "text/vcard", "wav": "audio/wav", "webm": "video/webm",
    "webp": "image/webp", "wmv": "video/x-ms-wmv", "xml": "application/xml",
    "zip": "application/zip",
}  # fmt: skip
BEGINNINGS = {"gif": b"GIF89a", "png": b"\x89PNG\r\n", "pdf": b"sample of "}


def received(
    account: Account, network: SimulatedNetwork, line: str, names: Sequence[str]
) -> list[requests.Response]:
    """The files of a message from a person, in the order sent; a SMIL part follows."""
    network.text_in(line, "", [f"http://elsewhere.example.com/{name}" for name in names])
    (message,) = account.read("messages")
    return [
        account.get(f"media/{url.rpartition('/')[2]}") for url in message["media"][: len(names)]
    ]


@documented("faq messaging/mediaType.md")
def test_a_file_has_the_type_of_its_extension(
    account: Account, simulated: SimulatedNetwork, line: str
) -> None:
    files = received(account, simulated, line, [f"x.{extension}" for extension in TYPES])

    found = [file.headers["Content-Type"] for file in files]
    assert dict(zip(TYPES, found, strict=True)) == TYPES


@assumed("the simulator's own: it knows these types in any case, and with a query")
def test_another_file_is_of_no_type(
    account: Account, simulated: SimulatedNetwork, line: str
) -> None:
    known = ["X.PNG", "x.png?a=b.c", "x.png%3Fa=b.c"]
    files = received(account, simulated, line, [*known, "x.png.exe", "png", "x."])

    found = [file.headers["Content-Type"] for file in files]
    assert found == ["image/png"] * 3 + ["application/octet-stream"] * 3


@assumed("the simulator's own: it downloads nothing")
def test_a_file_has_a_sample_of_its_type(
    account: Account, simulated: SimulatedNetwork, line: str
) -> None:
    files = received(account, simulated, line, [f"x.{extension}" for extension in BEGINNINGS])

    for file, beginning in zip(files, BEGINNINGS.values(), strict=True):
        assert file.content.startswith(beginning)


@documented("apiCallbacks/mms.md: the name of the file, and the id of its message")
def test_a_file_is_named_after_the_end_of_its_url(
    account: Account, simulated: SimulatedNetwork, line: str
) -> None:
    paths = ["pets/cat.png", "pets/cat.png/", "pets.d/dog", "", "//", "a.b.c"]

    files = received(account, simulated, line, paths)

    (message,) = account.read("messages")
    names = [unquote(str(file.url)).rpartition("/")[2] for file in files]
    of = f"-{message['messageId']}"
    assert names == [
        *(f"cat{of}.png", f"cat_1{of}.png", f"dog{of}"),
        *(f"media{of}", f"media_1{of}", f"a.b{of}.c"),
    ]

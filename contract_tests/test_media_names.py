"""Files of received messages: their names and types, and the SMIL part that shows them."""

from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest

from contract_tests.account import Account
from contract_tests.evidence import assumed, needs
from contract_tests.network import SimulatedNetwork
from contract_tests.switches import File, change_rules, text_files

pytestmark = needs("accounts", "inbound")


def files_of(account: Account, urls: list[str]) -> list[tuple[str, str, bytes]]:
    """Name, type and bytes of each file."""
    found = []
    for url in urls:
        answer = account.get(urlsplit(url).path.removeprefix("/v1"))
        assert answer.status_code == 200
        name = unquote(url.rpartition("/")[2])
        found.append((name, answer.headers["Content-Type"], answer.content))
    return found


@assumed("assumption E26")
@pytest.mark.parametrize(
    ("url", "name", "kind"),
    [
        ("http://a.example.com/", "media-{id}", "application/octet-stream"),
        ("http://a.example.com", "media-{id}", "application/octet-stream"),
        ("http://a.example.com/cats/cat.JPG?size=9", "cat-{id}.JPG", "image/jpeg"),
        ("http://a.example.com/my%20cat.png#x", "my cat-{id}.png", "image/png"),
    ],
)
def test_a_picture_of_elsewhere_is_named_after_its_url(
    account: Account, simulated: SimulatedNetwork, line: str, url: str, name: str, kind: str
) -> None:
    change_rules(simulated, smil="none")

    simulated.text_in(line, "", [url])

    (message,) = account.read("messages")
    (file,) = files_of(account, message["media"])
    assert file[:2] == (name.replace("{id}", message["id"]), kind)
    assert file[2]


@assumed("assumption E26")
def test_files_of_one_name_are_counted(
    account: Account, simulated: SimulatedNetwork, line: str
) -> None:
    names = ["a.png", "a.png", "b", "b", "a.png", "a.gif"]

    message = text_files(simulated, line, *(File(name, b"x", "image/png") for name in names))

    id_ = message["id"]
    assert [name for name, *_ in files_of(account, message["media"])] == [
        f"a-{id_}.png", f"a_1-{id_}.png", f"b-{id_}", f"b_1-{id_}", f"a_2-{id_}.png",
        f"a-{id_}.gif", f"123_1-{id_}.smil",
    ]  # fmt: skip
    assert message["segmentCount"] == 1


@assumed("assumption F7; its form: OMA MMS Conformance 1.2")
def test_the_smil_part_shows_each_file_by_its_kind(
    account: Account, simulated: SimulatedNetwork, line: str
) -> None:
    kinds = {
        "a b.png": "image/png", "c.mp3": "audio/mpeg", "d.mp4": "video/mp4",
        "e.txt": "text/plain", "f.pdf": "application/pdf",
    }  # fmt: skip

    message = text_files(simulated, line, *(File(name, b"x", kinds[name]) for name in kinds))

    name, kind, content = files_of(account, message["media"])[-1]
    assert (name, kind) == (f"123_1-{message['id']}.smil", "application/smil")
    smil = ElementTree.fromstring(content)
    assert smil.tag == "smil"
    shown = smil.findall("body/par/*")
    assert [(part.tag, part.get("src"), part.get("region")) for part in shown] == [
        ("img", "a%20b.png", "Image"), ("audio", "c.mp3", "Image"), ("video", "d.mp4", "Image"),
        ("text", "e.txt", "Text"), ("ref", "f.pdf", "Image"),
    ]  # fmt: skip
    assert {part.get("dur") for part in smil.findall("body/par")} == {"5000ms"}
    regions = smil.findall("head/layout/region")
    assert [(region.get("id"), region.get("height")) for region in regions] == [
        ("Image", "70%"), ("Text", "30%"),
    ]  # fmt: skip


@assumed("assumption F7")
@pytest.mark.parametrize(
    ("name", "kind", "parts"),
    [
        ("x.smil", "text/plain", 1), ("X.SMIL", "text/plain", 1), ("x", "application/smil", 1),
        ("smil", "text/plain", 2), ("x.smilx", "text/plain", 2),
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["first", "last"])
def test_the_network_adds_a_smil_part_where_there_is_none(
    account: Account,
    simulated: SimulatedNetwork,
    line: str,
    name: str,
    kind: str,
    parts: int,
    place: str,
) -> None:
    change_rules(simulated, smil=place)

    message = text_files(simulated, line, File(name, b"x", kind))

    assert len(message["media"]) == parts


@assumed("assumption F7")
@pytest.mark.parametrize("place", ["first", "last", "none"])
def test_a_text_without_files_has_no_smil_part(
    account: Account, simulated: SimulatedNetwork, line: str, place: str
) -> None:
    change_rules(simulated, smil=place)

    simulated.text_in(line)

    assert account.read("messages")[0]["media"] == account.read("media") == []

"""Files of messages: names, access, and copies for messages to own numbers."""

import re
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest

from contract_tests.account import Account
from contract_tests.conftest import DASHBOARD, Draft, Serve
from contract_tests.evidence import assumed, documented, needs, observed
from contract_tests.network import SimulatedNetwork, eventually
from contract_tests.receiver import Webhook
from contract_tests.switches import File, change_rules, text_files
from contract_tests.wire import assert_done

pytestmark = needs("accounts", "inbound")

CAT, DOG = "http://elsewhere.example.com/cat.jpg", "http://elsewhere.example.com/dogs/dog.png"
OTHER = "+14352154440"


def fetch(account: Account, url: str, *, anonymous: bool = False) -> tuple[int, str, bytes]:
    """Status, type and bytes of what is behind a media URL."""
    path = urlsplit(url).path.removeprefix("/v1")
    answer = account.request("GET", path, anonymous=anonymous)
    return answer.status_code, answer.headers["Content-Type"], answer.content


@documented("apiCallbacks/mms.md: the files are among the account's media, under such names")
@needs("callbacks")
def test_a_callback_has_the_urls_of_the_files(
    account: Account, simulated: SimulatedNetwork, line: str, serve: Serve, webhook: Webhook
) -> None:
    serve()

    simulated.text_in(line, "Look", media=[CAT, DOG])

    (callback,) = eventually(lambda: webhook.callbacks, simulated)
    message = callback.fields["messageId"]
    assert (callback.fields["eventType"], callback.fields["text"]) == ("mms", "Look")
    assert [urlsplit(url).path for url in callback.fields["media"]] == [
        f"/v1/users/{account.user_id}/media/cat-{message}.jpg",
        f"/v1/users/{account.user_id}/media/dog-{message}.png",
        f"/v1/users/{account.user_id}/media/123_1-{message}.smil",
    ]
    found = [fetch(account, url) for url in callback.fields["media"]]
    assert [(status, kind) for status, kind, _ in found] == [
        (200, "image/jpeg"),
        (200, "image/png"),
        (200, "application/smil"),
    ]
    assert all(content for _, _, content in found)


@documented("apiCallbacks/get-mms.md: one parameter, in brackets")
@needs("callbacks")
def test_a_callback_by_get_has_the_urls_in_brackets(
    account: Account, simulated: SimulatedNetwork, line: str, serve: Serve, webhook: Webhook
) -> None:
    serve(callbackHttpMethod="GET")

    simulated.text_in(line, "", media=[CAT, DOG])

    (callback,) = eventually(lambda: webhook.callbacks, simulated)
    urls = re.fullmatch(r"\[(\S+), (\S+), (\S+)\]", callback.fields["media"])
    assert urls
    assert [fetch(account, url)[:2] for url in urls.groups()] == [
        (200, "image/jpeg"),
        (200, "image/png"),
        (200, "application/smil"),
    ]


@assumed("assumption F7")
@pytest.mark.parametrize(("place", "at"), [("last", -1), ("first", 0)])
def test_an_mms_carries_a_smil_part(
    account: Account, simulated: SimulatedNetwork, line: str, place: str, at: int
) -> None:
    change_rules(simulated, smil=place)

    simulated.text_in(line, "", media=[CAT])

    (message,) = account.read("messages", direction="in")
    smil = message["media"].pop(at)
    assert smil.endswith(f"-{message['id']}.smil")
    assert fetch(account, message["media"][0])[1] == "image/jpeg"
    status, content_type, content = fetch(account, smil)
    assert (status, content_type) == (200, "application/smil")
    sources = [image.get("src") for image in ElementTree.fromstring(content).iter("img")]
    assert sources == ["cat.jpg"]


@assumed("assumption F7")
def test_an_mms_with_a_smil_part_gets_no_other(
    account: Account, simulated: SimulatedNetwork, line: str
) -> None:
    simulated.text_in(line, "", media=[CAT, "http://elsewhere.example.com/0.smil"])

    (message,) = account.read("messages", direction="in")
    assert [url.rpartition(".")[2] for url in message["media"]] == ["jpg", "smil"]


@documented("methods/media/getMediaMediaName.md: a download takes credentials")
def test_a_file_of_a_message_is_not_public(
    account: Account, simulated: SimulatedNetwork, line: str
) -> None:
    simulated.text_in(line, "", media=[CAT])

    urls = account.read("messages")[0]["media"]
    assert [fetch(account, url, anonymous=True)[0] for url in urls] == [401, 401]


@documented("behaviour E32: apiCallbacks/mms.md, the samples; the bytes: assumption E26")
@pytest.mark.parametrize(
    ("file", "stem", "extension"),
    [
        (File("cat.gif", b"GIF89a\0\xff", "image/gif"), "cat", ".gif"),
        (File("123_1.smil", b"<smil/>", "application/smil"), "123_1", ".smil"),
        (File("Grüße 1.txt", b"Hi", "text/plain; charset=utf-8"), "Grüße 1", ".txt"),
        (File("noname", b"?", "application/octet-stream"), "noname", ""),
        (File("a.b.c", b"", "x/y"), "a.b", ".c"),
        (File("../up.txt", b"up", "text/plain"), "up", ".txt"),
    ],
    ids=lambda value: value.name if isinstance(value, File) else "",
)
def test_a_file_arrives_as_it_was_sent(
    account: Account,
    simulated: SimulatedNetwork,
    line: str,
    file: File,
    stem: str,
    extension: str,
) -> None:
    change_rules(simulated, smil="none")

    message = text_files(simulated, line, file)

    (url,) = message["media"]
    name = f"{stem}-{message['id']}{extension}"
    assert unquote(url.rpartition("/")[2]) == name
    assert fetch(account, url) == (200, file.content_type, file.content)
    assert [item["mediaName"] for item in account.read("media")] == [name]


@assumed("assumption E26")
def test_files_of_one_name_get_different_names(
    account: Account, simulated: SimulatedNetwork, line: str
) -> None:
    files = [File("photo.jpg", content, "image/jpeg") for content in (b"one", b"two", b"three")]

    message = text_files(simulated, line, *files)

    assert [fetch(account, url)[2] for url in message["media"][:3]] == [b"one", b"two", b"three"]


@assumed("assumption E27")
def test_a_file_of_a_message_can_be_deleted(
    account: Account, simulated: SimulatedNetwork, line: str
) -> None:
    message = text_files(simulated, line, File("cat.gif", b"GIF", "image/gif"))
    url = message["media"][0]

    assert_done(account.delete(urlsplit(url).path.removeprefix("/v1")))

    assert fetch(account, url)[0] == 404
    assert account.read(f"messages/{message['id']}")["media"] == message["media"]


@assumed("assumption E28")
@needs("clock", "numbers")
def test_an_own_file_loops_back_as_a_copy(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    account.create("phoneNumbers", {"number": OTHER, "provider": DASHBOARD})
    account.request("PUT", "media/my%20cat.gif", raw=b"GIF", headers={"Content-Type": "image/gif"})

    account.create("messages", draft(to=OTHER, media=[account.url("media/my%20cat.gif")]))
    simulated.settle()
    account.delete("media/my%20cat.gif")

    (received,) = account.read("messages", direction="in")
    assert unquote(received["media"][0]).endswith(f"/media/my cat-{received['id']}.gif")
    assert fetch(account, received["media"][0]) == (200, "image/gif", b"GIF")


@observed("java- and php-bandwidth send one URL as a text")
@needs("clock", "numbers")
def test_a_foreign_picture_loops_back_as_a_sample(
    account: Account, simulated: SimulatedNetwork, draft: Draft
) -> None:
    account.create("phoneNumbers", {"number": OTHER, "provider": DASHBOARD})

    account.create("messages", draft(to=OTHER, text="Look", media=CAT))
    simulated.settle()

    (received,) = account.read("messages", direction="in")
    assert (received["text"], len(received["media"])) == ("Look", 2)
    assert fetch(account, received["media"][0])[:2] == (200, "image/jpeg")

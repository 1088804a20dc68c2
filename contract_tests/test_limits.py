"""Both sides of limits: sizes of bodies, files and pages, timeouts, waiting, kept errors."""

import json
from datetime import datetime

import pytest

from contract_tests.account import Account, Json
from contract_tests.conftest import DASHBOARD, LINE, Draft
from contract_tests.evidence import assumed, documented, needs
from contract_tests.network import SimulatedNetwork
from contract_tests.raw import ask, ask_often
from contract_tests.receiver import Webhook
from contract_tests.switches import change_rules
from contract_tests.wire import assert_done, assert_invalid, assert_refused, links

pytestmark = needs("accounts")

MIB = 1024 * 1024
APPLICATION = {"name": "x", "incomingMessageUrl": "http://app.example.com/sms"}
JSON = {"Content-Type": "application/json"}
TIMEOUTS = ["incomingCallUrlCallbackTimeout", "incomingMessageUrlCallbackTimeout"]


@assumed("assumption A23")
@pytest.mark.parametrize(("more", "status"), [(0, 201), (1, 413)])
@pytest.mark.parametrize("chunked", [False, True], ids=["length", "chunks"])
def test_a_body_has_at_most_2_mib(account: Account, more: int, status: int, chunked: bool) -> None:
    body = json.dumps(APPLICATION).encode().ljust(2 * MIB + more)
    headers = JSON | {"Content-Length": str(len(body))}
    if chunked:
        headers = JSON | {"Transfer-Encoding": "chunked"}
        body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)

    answer = ask(account, "POST", "applications", body, headers)

    assert answer.status_code == status
    if status == 413:
        assert_refused(answer, 413, "validation-error", "Bad parameters")


@documented("methods/media/putMediaMediaName.md: 65 MB; MiB: assumption E17")
@pytest.mark.parametrize("size", [256 * 1024, 256 * 1024 + 1, 3 * MIB + 1])
def test_a_large_file_is_kept_whole(account: Account, size: int) -> None:
    content = bytes(range(256)) * (size // 256) + b"x" * (size % 256)

    assert_done(account.request("PUT", "media/large", raw=content))

    assert account.get("media/large").content == content
    assert account.read("media")[0]["contentLength"] == size
    assert_done(account.request("PUT", "media/large", raw=b"small"))
    assert account.get("media/large").content == b"small"
    assert_done(account.delete("media/large"))
    assert account.read("media") == []


@documented("methods/media/putMediaMediaName.md: 65 MB; MiB: assumption E17")
def test_a_file_has_up_to_65_mib(account: Account) -> None:
    assert_done(account.request("PUT", "media/largest", raw=bytes(65 * MIB)))

    assert account.read("media")[0]["contentLength"] == 65 * MIB


@assumed("assumption E9")
@pytest.mark.parametrize(
    ("length", "code"),
    [("9" * 18, "media-size-overflow"), ("9" * 30, "media-invalid-content-lenght")],
)
def test_a_content_length_has_at_most_64_bits(account: Account, length: str, code: str) -> None:
    answer = ask(account, "PUT", "media/x", headers={"Content-Length": length})

    assert answer.json()["code"] == code


@documented("methods/messages/postMessages.md, callbackTimeout: at most 10000; assumption B9")
@pytest.mark.parametrize("timeout", [1, "1", 10_000, "10000", 1.0])
def test_a_timeout_is_from_1_to_10000_ms(account: Account, draft: Draft, timeout: Json) -> None:
    sent = account.create("messages", draft(callbackTimeout=timeout))
    assert account.read(f"messages/{sent}")["callbackTimeout"] == int(timeout)

    urls = {"incomingCallUrl": "http://app.example.com/calls"}
    for name in TIMEOUTS:
        made = account.create("applications", APPLICATION | urls | {name: timeout})
        assert account.read(f"applications/{made}")[name] == int(timeout)


@documented("methods/applications/postApplications.md: at most 10000; errors.md")
@pytest.mark.parametrize("timeout", [0, "0", -1, 10_001, "10001", 10**9])
def test_a_timeout_beyond_its_limits_is_refused(
    account: Account, draft: Draft, timeout: Json
) -> None:
    urls = {"incomingCallUrl": "http://app.example.com/calls"}
    small = int(timeout) <= 0
    message = account.post("messages", draft(callbackTimeout=timeout))
    rule = "must be greater than 0" if small else "exceeds the limit of 10000"
    assert_invalid(message, f"The 'message' resource property 'callbackTimeout' {rule}")
    for kind, name in zip(("Call", "SMS"), TIMEOUTS, strict=True):
        rule = "be greater than 0" if small else "not surpass 10000"
        answer = account.post("applications", APPLICATION | urls | {name: timeout})
        assert_invalid(answer, f"Incoming {kind} callback timeout must {rule}")


@documented("methods/applications/postApplications.md, incomingMessageUrlCallbackTimeout")
@needs("callbacks", "inbound")
@pytest.mark.parametrize("timeout", [1, 150])
def test_a_callback_has_the_time_that_its_application_grants(
    account: Account, simulated: SimulatedNetwork, webhook: Webhook, line: str, timeout: int
) -> None:
    shop = {"name": "x", "incomingMessageUrl": webhook.respond("silent", hold=True)}
    made = account.create("applications", shop | {TIMEOUTS[1]: timeout})
    account.post(f"phoneNumbers/{line}", {"applicationId": made})

    simulated.text_in(line)

    (error,) = account.read("errors")
    assert error["code"] == "callback-server-timeout"
    assert error["details"][-1]["value"] == str(timeout)


@assumed("assumption E12")
def test_the_last_1000_errors_are_kept(account: Account) -> None:
    account.get("messages/m-oldest")
    account.get("messages/m-old")
    assert set(ask_often(account, "GET", "messages/m-x", 998)) == {404}
    assert len(account.read("errors", size=1000)) == 1000

    account.get("messages/m-new")

    kept = account.read("errors", size=1000)
    assert len(kept) == 1000
    assert (kept[0]["message"], kept[-1]["message"]) == (
        "The message 'm-new' could not be found", "The message 'm-old' could not be found",
    )  # fmt: skip
    assert "next" not in links(account.get("errors", size=1000))
    assert account.get(f"errors/{kept[-1]['id']}").json() == kept[-1]


@documented("methods/applications/getApplications.md: size at most 1000; more: assumption A11")
@needs("sending")
def test_a_page_has_at_most_1000_items(account: Account, draft: Draft) -> None:
    for _ in range(20):
        account.post("messages", [draft()] * 50)
    assert links(account.get("messages", size=1000)) == {}
    account.create("messages", draft(text="the newest"))

    for size in (1000, 1001, 999_999_999):
        answer = account.get("messages", size=size)
        assert len(answer.json()) == 1000
        assert "size=1000" in links(answer)["next"]
    assert len(account.read("account/transactions", size=1001)) == 1000
    assert len(account.read("account/transactions", size=1000, page=1)) == 1
    assert len(account.read("account/transactions", size=1, page=1000)) == 1


@assumed("assumption A11")
@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("messages", "size"), ("messages", "page"), ("errors", "size"), ("applications", "page"),
        ("account/transactions", "maxItems"),
    ],
)  # fmt: skip
def test_a_number_in_a_query_has_at_most_nine_digits(
    account: Account, path: str, name: str
) -> None:
    assert account.get(path, **{name: "9" * 9}).status_code == 200
    assert account.get(path, **{name: "0" * 8 + "1"}).status_code == 200
    assert_invalid(account.get(path, **{name: "9" * 10}))
    assert_invalid(account.get(path, **{name: "0" * 9 + "1"}))


@assumed("assumption A11")
@pytest.mark.parametrize("name", ["sortKeyLT", "sortKeyGT"])
def test_a_sort_key_has_at_most_19_digits(account: Account, draft: Draft, name: str) -> None:
    account.create("messages", draft())

    for key, above in (("0", 1), ("9" * 18, 1), ("9" * 19, 0)):
        found = account.read("messages", **{name: key})
        assert len(found) == (above if name == "sortKeyGT" else 1 - above), key
    assert_invalid(account.get("messages", **{name: "1" * 20}))


@documented("rateLimits/messageRateLimits.md: what waits longer than 15 minutes is refused")
@needs("clock")
@pytest.mark.parametrize(("passed", "status"), [(99.999, 400), (100, 201)])
def test_a_message_waits_15_minutes_and_no_millisecond_more(
    account: Account, simulated: SimulatedNetwork, draft: Draft, passed: float, status: int
) -> None:
    change_rules(simulated, messagesPerSecond=0.001, queuesMessages=True)
    account.create("messages", draft())  # the next one may go a thousand seconds later

    simulated.advance(passed)

    answer = account.post("messages", draft())
    assert answer.status_code == status
    if status == 400:
        sentence = "Message tried to be delayed over the maximum limit."
        assert_refused(answer, 400, "message-delay-limit", sentence)


@assumed("assumption A30")
@needs("numbers")
@pytest.mark.parametrize("imported", [False, True], ids=["order", "import"])
def test_a_name_has_at_most_1000_characters(account: Account, imported: bool) -> None:
    numbers: dict[str, Json] = {"number": LINE} | ({"provider": DASHBOARD} if imported else {})
    for path, body in (("applications", APPLICATION), ("phoneNumbers", numbers)):
        refused = account.post(path, body | {"name": "x" * 1001})
        assert (refused.status_code, refused.json()["code"]) == (403, "simulator-limit")
        made = account.create(path, body | {"name": "x" * 1000})
        assert account.post(f"{path}/{made}", {"name": "y" * 1001}).status_code == 403
        assert_done(account.post(f"{path}/{made}", {"name": "y" * 1000}))
        assert account.read(f"{path}/{made}")["name"] == "y" * 1000


@documented("rateLimits/futureChanges.md: 100 a minute and bursts of 800; 2000 a second, 3000")
@needs("clock", "numbers")
@pytest.mark.parametrize(
    ("method", "path", "burst", "too_soon"),
    [
        ("GET", "/availableNumbers/local?areaCode=555", 800, 0.599),
        ("POST", "phoneNumbers", 800, 0.599),
        ("GET", "phoneNumbers/n-x", 3000, 0),
    ],
    ids=["search", "order", "manage"],
)
def test_the_classes_of_2019_have_their_bursts(
    account: Account,
    simulated: SimulatedNetwork,
    method: str,
    path: str,
    burst: int,
    too_soon: float,
) -> None:
    change_rules(simulated, requestIntervalMs=1000, numberClasses=True)

    statuses = ask_often(account, method, path, burst + 1)

    assert (statuses.count(429), statuses[-1]) == (1, 429)
    reset = int(account.request(method, path).headers["X-RateLimit-Reset"])
    assert reset > _whole_seconds(account) * 1000
    simulated.advance(too_soon)
    assert account.request(method, path).headers["X-RateLimit-Reset"] == str(reset)
    simulated.advance(0.001)
    assert account.request(method, path).status_code != 429


def _whole_seconds(account: Account) -> float:
    """The time of the account; that of a new one has no milliseconds."""
    account.get("nonsense")
    return datetime.fromisoformat(account.read("errors", size=1)[0]["time"]).timestamp()

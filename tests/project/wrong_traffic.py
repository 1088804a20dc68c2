"""Traffic of an account through a proxy that changes nothing, as samples for the mistakes."""

from collections.abc import Callable
from typing import Any

from contract_tests.account import Account, Credentials, new_session
from contract_tests.control import Control
from contract_tests.receiver import Receiver, Webhook
from contract_tests.replay import DASHBOARD

from catapult_simulator import Server, Simulator
from wrong.instance import Line, acts, calls
from wrong.message import Message
from wrong.proxy import Proxy

LINE, PERSON, FREE = "+14352154439", "+13233326955", "+19195551212"
PICTURE = "http://elsewhere.example.com/cat.jpg"
LONG = " 2,048 ünï/code " + "x" * 200
# Each parameter that a mistake may ignore, some with values that only a wrong API misunderstands.
QUERIES = (
    "messages?direction=Out&state=Sent&deliveryState=Delivered&size=2",
    "messages?from=%2B14352154439&to=%2B13233326955&fromDateTime=2001&toDateTime=2999",
    "messages?sortKeyLT=9999999999999999999&size=1",
    "messages?sortKeyGT=1&size=1&sortOrder=asc",
    "messages?page=1&size=500", "messages/", "messages?limit=3",
    "phoneNumbers?name=x&applicationId=a-x&state=NC&city=CARY&numberState=enabled&size=1",
    "phoneNumbers?numberState=released&name=x", "phoneNumbers?name=a%2Cb&size=1",
    "phoneNumbers/%2B12",
    "applications", "applications?page=1&size=1", "applications?size=900", "errors",
    "errors?size=1", "account", "account/transactions", "account/transactions?page=1&size=1",
    "account/transactions?maxItems=1&type=charge&number=%2B1&fromDate=2001&toDate=2999&size=1",
    "media", "media?page=0&size=1", "media/unknown", "nonsense/",
    "/phoneNumbers/numberInfo/%2B19195551212", "/phoneNumbers/numberInfo/%2B23232",
    "/phoneNumbers/numberInfo/%2B441632960123",
    "/availableNumbers/local?areaCode=919&localNumber=380&inLocalCallingArea=true&quantity=1",
    "/availableNumbers/local?city=Cary&state=NC", "/availableNumbers/tollFree?quantity=1",
    "/availableNumbers/local?areaCode=919&pattern=*2*&quantity=1",
)  # fmt: skip

Exchanges = list[tuple[Message, Message]]


class Recorded:
    """Requests to the API, and to receivers, with their answers."""

    def __init__(self) -> None:
        self.api: Exchanges = []
        self.callbacks: Exchanges = []

    def into(self, exchanges: Exchanges) -> Callable[[Message, Line], Message]:
        def keep(request: Message, line: Line) -> Message:
            answer = line.send(request)
            exchanges.append((request, answer))
            return answer

        return keep


def recorded() -> Recorded:
    """The traffic of an account with one of everything."""
    kept = Recorded()
    keep = acts("keep", "* *", kept.into(kept.api)), calls("keep", kept.into(kept.callbacks))
    receiver = Receiver()
    with (
        Server(Simulator(), port=0) as server,
        Proxy("127.0.0.1", int(server.url.rpartition(":")[2]), *keep) as proxy,
        new_session() as session,
    ):
        control = Control(proxy.base_url, session)
        account = Account(proxy.base_url, control.open_account(), session)
        _use(account, control, receiver.open_webhook())
    receiver.close()
    assert not proxy.defects
    return kept


def _use(account: Account, control: Control, webhook: Webhook) -> None:
    _upload(account)
    application = _applications(account, webhook)
    _numbers(account, application)
    _send(account, webhook)
    _receive(account, control, webhook, application)
    _refuse(account, control)
    for query in QUERIES:
        account.get(query)
    account.delete("media/b")


def _upload(account: Account) -> None:
    for name in ("b", "a", "Folder/a-name-of-many-letters.TXT"):
        account.request("PUT", f"media/{name}", raw=b"x" * 20, headers={"Content-Type": "x/y"})
    kept = {"Content-Type": "image/png", "Cache-Control": "max-age=60"}
    account.request("PUT", "media/kept", raw=b"x", headers=kept)
    for path in ("media/b", "media/kept"):
        account.get(path)
        account.request("HEAD", path)
        account.request("GET", path, headers={"Range": "bytes=0-1"})
        account.request("GET", path, anonymous=True)


def _applications(account: Account, webhook: Webhook) -> str:
    shop = {
        "name": " shop ", "incomingMessageUrl": f"{webhook.url('sms')}?shop=7",
        "incomingMessageUrlCallbackTimeout": 2000, "autoAnswer": True,
        "incomingMessageFallbackUrl": webhook.url("fallback"), "callbackHttpMethod": "get",
    }  # fmt: skip
    made = account.create("applications", shop)
    older = {"name": "calls", "incomingCallUrl": "http://example.com", "autoAnswer": False}
    account.create("applications", older)
    account.create("applications", {"name": "older", "incomingSmsUrl": "http://example.com/sms"})
    account.get(f"applications/{made}")
    account.post(f"applications/{made}", {"name": "x", "incomingMessageUrl": webhook.url("sms")})
    return made


def _numbers(account: Account, application: str) -> None:
    whole = {"number": LINE, "name": " x ", "provider": DASHBOARD, "fallbackNumber": FREE}
    account.create("phoneNumbers", whole | {"applicationId": application})
    made = account.create("phoneNumbers", {"number": FREE})
    for gone in ("+18445551212", "+19195551213"):
        account.create("phoneNumbers", {"number": gone, "name": "x", "fallbackNumber": FREE})
    account.post(f"phoneNumbers/{made}", {"applicationId": ""})
    account.get("phoneNumbers")
    account.get("phoneNumbers?size=1&page=1")
    account.get(f"phoneNumbers/{LINE}")
    account.post("phoneNumbers", {"number": FREE})
    account.post("/availableNumbers/local?areaCode=919&quantity=1")
    for gone in ("+18445551212", "+19195551213"):
        account.delete(f"phoneNumbers/{gone}")


def _send(account: Account, webhook: Webhook) -> None:
    told = {"callbackUrl": webhook.url("told"), "tag": f" {'t' * 80} ", "callbackTimeout": 900}
    message = {"from": LINE, "to": PERSON, "text": LONG}
    account.post("messages", message | told | {"fallbackUrl": webhook.url("other")})
    account.post("messages", message | told | {"receiptRequested": "all"})
    account.get("messages")
    account.post("messages", message | told | {"callbackHttpMethod": "GET"})
    account.post("messages", message | {"media": [PICTURE], "callbackUrl": webhook.url("told")})
    account.post("messages", [message | told, {"from": LINE}, {"from": LINE, "to": PERSON}])
    account.post("messages", [message | {"callbackUrl": webhook.url("told")}] * 2)
    account.post("messages", {"from": LINE, "to": PERSON, "text": "", "media": [PICTURE]})


def _receive(account: Account, control: Control, webhook: Webhook, application: str) -> None:
    def receive(method: str) -> None:
        account.post(f"applications/{application}", {"callbackHttpMethod": method})
        control.text_in(account.user_id, PERSON, LINE, LONG)
        control.text_in(account.user_id, PERSON, LINE, "", [PICTURE, PICTURE])

    receive("POST")
    receive("GET")
    control.text_in(account.user_id, PERSON, FREE, "no application")
    secret = webhook.url("sms?shop=7", user="u", password="p")
    account.post(f"applications/{application}", {"incomingMessageUrl": secret})
    receive("GET")
    control.add_fault(account.user_id, {"at": "carrier", "deliveryCode": 720, "times": 1})
    control.settle(account.user_id)
    for state in ({"deliveryCode": 720}, {"state": "error"}):
        control.add_fault(account.user_id, {"at": "carrier", "times": 1} | state)
        told = {"callbackUrl": webhook.url("told"), "receiptRequested": "all"}
        account.post("messages", {"from": LINE, "to": PERSON, "text": "x"} | told)
        control.settle(account.user_id)
    for message in account.read("messages", size=1000):
        account.get(f"messages/{message['id']}")
    account.patch(f"messages/{message['id']}", {"text": ""})
    account.get(f"messages/{message['id']}")


def _refuse(account: Account, control: Control) -> None:
    for refused in _refusals():
        account.request(**refused)
    wrong = Account(account.base_url, Credentials(account.user_id, "t", "s"), account.session)
    wrong.get("messages")
    for error in ("rate-limit-reached", "insufficient-available-balance", "internal-error"):
        control.add_fault(account.user_id, {"at": "rest", "error": error, "times": 1})
        account.post("messages", {"from": LINE, "to": PERSON, "text": "x"})
    for error in account.read("errors", size=3):
        account.get(f"errors/{error['id']}")


def _refusals() -> list[dict[str, Any]]:
    message = {"from": LINE, "to": PERSON, "text": "x"}
    return [
        {"method": "POST", "path": "messages", "body": message | {"text": "x" * 2049}},
        {"method": "POST", "path": "messages", "body": message | {"to": ""}},
        {"method": "POST", "path": "messages", "body": message | {"colour": "red"}},
        {"method": "POST", "path": "messages", "body": {"eventType": "x"}},
        {"method": "POST", "path": "messages", "body": message | {"from": "+14155790292"}},
        {"method": "POST", "path": "messages", "body": [message] * 51},
        {"method": "GET", "path": "messages/m-xxx/"},
        {"method": "PUT", "path": "messages", "body": {}},
        {"method": "POST", "path": "applications", "raw": b"x", "headers": {"Content-Type": "a/b"}},
    ]

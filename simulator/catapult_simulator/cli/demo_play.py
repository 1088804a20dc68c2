"""The three steps, played over real HTTP against a simulator and an app of its own, and printed."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from catapult_simulator.cli.receiver import Received, Receiver
from catapult_simulator.cli.settings import (
    DEFAULT_ACCOUNT,
    SAMPLE_NUMBER,
    SAMPLE_PERSON,
    SAMPLE_PROVIDER,
    Account,
)
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.server import Server

if TYPE_CHECKING:
    from requests import Response

Say = Callable[[str], None]

_SHOWN_HEADERS = ("content-type", "location", "user-agent")


class StepFailed(Exception):
    """A step did not go as it should; the text says which, and what came instead."""


def run(say: Say) -> None:
    """Play all of it on free ports, on virtual time. Raises StepFailed."""
    simulator = Simulator()
    simulator.open_tenant(*DEFAULT_ACCOUNT)
    with Server(simulator) as server, Receiver() as receiver:
        say(f"The simulator listens on {server.url}/v1, the app on {receiver.url}.")
        Demo(say, server.url, DEFAULT_ACCOUNT, receiver).play()


class Demo:
    """One play of the three steps: who asks, whom, and where callbacks go."""

    def __init__(self, say: Say, url: str, account: Account, receiver: Receiver) -> None:
        from requests import Session

        self._say = say
        self._url = url
        self._user = f"/v1/users/{account.user_id}"
        self._control = f"/_simulator/tenants/{account.user_id}"
        self._receiver = receiver
        self._session = Session()
        self._session.trust_env = False
        self._session.auth = (account.token, account.secret)
        self._step = ""

    def play(self) -> None:
        """Import a number, send a message, receive one by POST and one by GET."""
        with self._session:
            application = self._import_number()
            self._send_message()
            self._receive_messages(application)
        self._say("\nAll three steps went as they should.")

    def _import_number(self) -> str:
        self._begin("1. Import a number")
        application = self._call(
            "POST",
            f"{self._user}/applications",
            {
                "name": "my app",
                "incomingMessageUrl": f"{self._receiver.url}/sms",
                "callbackHttpMethod": "POST",
            },
            expect=201,
        ).headers["Location"]
        body = {
            "number": SAMPLE_NUMBER,
            "name": "my line",
            "applicationId": application.split("/")[-1],
        }
        self._call(
            "POST", f"{self._user}/phoneNumbers", body | {"provider": SAMPLE_PROVIDER}, expect=201
        )
        return urlsplit(application).path

    def _send_message(self) -> None:
        self._begin("2. Send a message")
        body = {
            "from": SAMPLE_NUMBER,
            "to": SAMPLE_PERSON,
            "text": "Open until six.",
            "receiptRequested": "all",
        }
        body["callbackUrl"] = f"{self._receiver.url}/receipts"
        sent = self._call("POST", f"{self._user}/messages", body, expect=201)
        self._say("\n   … five seconds of virtual time pass …")
        self._call("POST", f"{self._control}/advance", {"seconds": 5}, expect=200, quiet=True)
        self._callback("POST", deliveryState="waiting")
        self._callback("POST", deliveryState="delivered")
        message = self._call("GET", urlsplit(sent.headers["Location"]).path, expect=200).json()
        self._require(message["state"] == "sent", f"the message is {message['state']}, not sent")

    def _receive_messages(self, application: str) -> None:
        self._begin("3. Receive a message")
        self._text_in("Do you deliver?")
        self._callback("POST", text="Do you deliver?")
        self._say("\n   … and the same by GET …")
        self._call("POST", application, {"callbackHttpMethod": "GET"}, expect=200)
        self._text_in("Thank you & goodbye")
        self._callback("GET", text="Thank you & goodbye")

    def _text_in(self, text: str) -> None:
        self._say(f"\n   … {SAMPLE_PERSON} texts: {text} …")
        body = {"from": SAMPLE_PERSON, "to": SAMPLE_NUMBER, "text": text}
        self._call("POST", f"{self._control}/messages", body, expect=201, quiet=True)

    # -- what is sent, and what must come of it ----------------------------------------------

    def _begin(self, step: str) -> None:
        self._step = step
        self._say(f"\n== {step} ==")

    def _call(
        self, method: str, path: str, body: Any = None, *, expect: int, quiet: bool = False
    ) -> "Response":
        from requests import RequestException

        try:
            answer = self._session.request(method, self._url + path, json=body, timeout=30)
        except RequestException as error:
            raise StepFailed(f"{self._step}: {method} {path}: {error}") from error
        if not quiet:
            self._say(f"\n> {method} {self._url}{path}" + _shown(answer.request.headers, body))
            said = _content(answer.content)
            self._say(f"< {answer.status_code} {answer.reason}" + _shown(answer.headers, said))
        said = f"{method} {path} answers {answer.status_code} {answer.text}"
        self._require(answer.status_code == expect, f"{said}, not {expect}")
        return answer

    def _callback(self, method: str, **expected: str) -> None:
        """The next callback that the app got must be one by `method` that says `expected`."""
        received = self._receiver.take()
        if received is None:
            raise StepFailed(f"{self._step}: the app was not called back")
        told = _told(received)
        shown = f"{received.method} {self._receiver.url}{received.path}"
        self._say(f"\n>> callback: {shown}" + _shown(received.headers, told))
        right = received.method == method and expected.items() <= told.items()
        self._require(right, f"expected a {method} callback with {expected}")

    def _require(self, holds: bool, otherwise: str) -> None:
        if not holds:
            raise StepFailed(f"{self._step}: {otherwise}")


def _told(received: Received) -> dict[str, Any]:
    if received.method == "GET":
        return dict(parse_qsl(urlsplit(received.path).query, keep_blank_values=True))
    return dict(_content(received.body) or {})


def _content(body: bytes) -> Any:
    return json.loads(body) if body else None


def _shown(headers: Any, content: Any) -> str:
    """The headers that matter, and the content, indented below the line that they belong to."""
    lines = [f"{name}: {value}" for name, value in headers.items() if _matters(name, value)]
    if content is not None:
        lines += json.dumps(content, indent=2, ensure_ascii=False).splitlines()
    return "".join(f"\n  {line}" for line in lines)


def _matters(name: str, value: str) -> bool:
    return name.lower() in _SHOWN_HEADERS and not value.startswith("python-requests")

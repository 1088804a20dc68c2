"""`demo`: import a number, send and receive a message, over HTTP, with every exchange printed.

The simulator and the app run in this process, on free ports and on virtual time.
"""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import click

from catapult_simulator import CONTROL_PREFIX
from catapult_simulator.cli.receiver import Received, Receiver
from catapult_simulator.cli.settings import (
    DEFAULT_CREDENTIALS,
    SAMPLE_NUMBER,
    SAMPLE_PERSON,
    SAMPLE_PROVIDER,
)
from catapult_simulator.cli.terminal import say_lines, to_json
from catapult_simulator.core.credentials import Credentials

if TYPE_CHECKING:
    from requests import Response

Print = Callable[[str], None]

_PRINTED_HEADERS = ("content-type", "location", "user-agent")


@click.command()
def demo() -> None:
    """Watch an app import a number, send a message and receive one.

    Runs a simulator and an app of its own. Prints each request, response and callback.

    Example: catapult-simulator demo
    """
    try:
        run_demo(say_lines)
    except StepFailed as error:
        raise click.ClickException(str(error)) from None


class StepFailed(Exception):
    """A step did not work; the text names the step, and what happened instead."""


def run_demo(print_: Print) -> None:
    """Run all steps. Raises StepFailed."""
    from catapult_simulator.core.simulator import Simulator
    from catapult_simulator.server import Server

    simulator = Simulator()
    simulator.open_tenant(*DEFAULT_CREDENTIALS)
    with Server(simulator) as server, Receiver() as receiver:
        print_(f"The simulator listens on {server.url}/v1, the app on {receiver.url}.")
        Demo(print_, server.url, DEFAULT_CREDENTIALS, receiver).run()


class Demo:
    """One run of the steps: against the simulator at `url`, with callbacks to `receiver`."""

    def __init__(
        self, print_: Print, url: str, credentials: Credentials, receiver: Receiver
    ) -> None:
        from requests import Session

        self._print = print_
        self._url = url
        self._user = f"/v1/users/{credentials.user_id}"
        self._control = f"{CONTROL_PREFIX}/tenants/{credentials.user_id}"
        self._receiver = receiver
        self._session = Session()
        self._session.trust_env = False
        self._session.auth = (credentials.token, credentials.secret)
        self._step = ""

    def run(self) -> None:
        """Import a number, send a message, receive one by POST and one by GET."""
        with self._session:
            application = self._import_number()
            self._send_message()
            self._receive_messages(application)
        self._print("\nAll three steps worked.")

    def _import_number(self) -> str:
        self._begin("1. Import a number")
        callbacks = {
            "incomingMessageUrl": f"{self._receiver.url}/sms",
            "callbackHttpMethod": "POST",
        }
        application = self._call(
            "POST", f"{self._user}/applications", {"name": "my app"} | callbacks, expect=201
        ).headers["Location"]
        number = {
            "number": SAMPLE_NUMBER,
            "name": "my line",
            "applicationId": application.split("/")[-1],
            "provider": SAMPLE_PROVIDER,
        }
        self._call("POST", f"{self._user}/phoneNumbers", number, expect=201)
        return urlsplit(application).path

    def _send_message(self) -> None:
        self._begin("2. Send a message")
        body = {
            "from": SAMPLE_NUMBER,
            "to": SAMPLE_PERSON,
            "text": "Open until six.",
            "receiptRequested": "all",
            "callbackUrl": f"{self._receiver.url}/receipts",
        }
        sent = self._call("POST", f"{self._user}/messages", body, expect=201)
        self._print("\n   … five seconds of virtual time pass …")
        self._call("POST", f"{self._control}/advance", {"seconds": 5}, expect=200, quiet=True)
        self._expect_callback("POST", deliveryState="waiting")
        self._expect_callback("POST", deliveryState="delivered")
        message = self._call("GET", urlsplit(sent.headers["Location"]).path, expect=200).json()
        self._require(message["state"] == "sent", f"the message is {message['state']}, not sent")

    def _receive_messages(self, application: str) -> None:
        self._begin("3. Receive a message")
        self._text_in("Do you deliver?")
        self._expect_callback("POST", text="Do you deliver?")
        self._print("\n   … and the same by GET …")
        self._call("POST", application, {"callbackHttpMethod": "GET"}, expect=200)
        self._text_in("Thank you & goodbye")
        self._expect_callback("GET", text="Thank you & goodbye")

    def _text_in(self, text: str) -> None:
        self._print(f"\n   … {SAMPLE_PERSON} texts: {text} …")
        body = {"from": SAMPLE_PERSON, "to": SAMPLE_NUMBER, "text": text}
        self._call("POST", f"{self._control}/messages", body, expect=201, quiet=True)

    def _begin(self, step: str) -> None:
        self._step = step
        self._print(f"\n== {step} ==")

    def _call(
        self, method: str, path: str, body: Any = None, *, expect: int, quiet: bool = False
    ) -> "Response":
        from requests import RequestException

        try:
            response = self._session.request(method, self._url + path, json=body, timeout=30)
        except RequestException as error:
            raise StepFailed(f"{self._step}: {method} {path}: {error}") from error
        if not quiet:
            self._print_exchange(f"{method} {self._url}{path}", body, response)
        answer = f"{method} {path} answers {response.status_code} {response.text}"
        self._require(response.status_code == expect, f"{answer}, not {expect}")
        return response

    def _print_exchange(self, request_line: str, body: Any, response: "Response") -> None:
        self._print(f"\n> {request_line}" + _details(response.request.headers, body))
        content = json.loads(response.content) if response.content else None
        status_line = f"{response.status_code} {response.reason}"
        self._print(f"< {status_line}" + _details(response.headers, content))

    def _expect_callback(self, method: str, **fields: str) -> None:
        """The app's next callback must be one by `method` with these fields."""
        received = self._receiver.next()
        if received is None:
            raise StepFailed(f"{self._step}: the app was not called back")
        payload = _payload(received)
        target = f"{received.method} {self._receiver.url}{received.path}"
        self._print(f"\n>> callback: {target}" + _details(received.headers, payload))
        matches = received.method == method and fields.items() <= payload.items()
        self._require(matches, f"expected a {method} callback with {fields}")

    def _require(self, condition: bool, otherwise: str) -> None:
        if not condition:
            raise StepFailed(f"{self._step}: {otherwise}")


def _payload(received: Received) -> dict[str, Any]:
    if received.method == "GET":
        return dict(parse_qsl(urlsplit(received.path).query, keep_blank_values=True))
    payload: dict[str, Any] = json.loads(received.body or b"{}")
    return payload


def _details(headers: Any, content: Any) -> str:
    """The most telling headers and the content, indented below their first line."""
    lines = [f"{name}: {value}" for name, value in headers.items() if _is_printed(name, value)]
    if content is not None:
        lines += to_json(content, indent=2).splitlines()
    return "".join(f"\n  {line}" for line in lines)


def _is_printed(name: str, value: str) -> bool:
    return name.lower() in _PRINTED_HEADERS and not value.startswith("python-requests")

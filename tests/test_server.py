"""The server over real sockets: callbacks never disturb the API, on either clock."""

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from threading import Event, Semaphore, Thread
from typing import Any

import pytest
import requests

from builders import LINE, PERSON, basic, draft
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.server import Server
from receivers import PATIENCE, App, Arrived, app_listening, hanging_after, socket_that

AT_ONCE = Rules(dequeue_ms=0, carrier_ms=0, receipt_ms=0)


@pytest.fixture
def app() -> Iterator[App]:
    with app_listening() as listening:
        yield listening


@pytest.fixture(params=["virtual", "wall"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server on either clock, where nothing takes longer than it must."""
    with Server(Simulator(clock=request.param, rules=AT_ONCE)) as opened:
        yield opened


@pytest.fixture
def wall() -> Iterator[Server]:
    with Server(Simulator(clock="wall", rules=AT_ONCE)) as opened:
        yield opened


class Shop:
    """An account of a server, called over HTTP."""

    def __init__(self, server: Server, session: requests.Session) -> None:
        self.tenant = server.simulator.open_tenant()
        self.url = f"{server.url}/v1/users/{self.tenant.user_id}"
        self.control = f"{server.url}/_simulator/tenants/{self.tenant.user_id}"
        own = self.tenant.credentials
        self.auth = (own.token, own.secret)
        self._session = session

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        url = path if path.startswith("http") else f"{self.url}/{path}"
        return self._session.request(method, url, auth=self.auth, timeout=PATIENCE, **options)

    def post(self, path: str, content: Any) -> requests.Response:
        return self.call("POST", path, json=content)

    def open_line(self, url: str, **application: str) -> None:
        created = self.post("applications", {"name": "x", "incomingMessageUrl": url, **application})
        application_id = created.headers["Location"].rpartition("/")[2]
        assert self.post("phoneNumbers", {"number": LINE, "applicationId": application_id}).ok

    def text(self, text: str = "open?") -> Any:
        """Somebody texts the line, through the control API."""
        wanted = {"from": PERSON, "to": LINE, "text": text}
        return self.post(f"{self.control}/messages", wanted).json()

    def send(self, **properties: Any) -> requests.Response:
        return self.post("messages", {"from": LINE, "to": PERSON, "text": "yes", **properties})


@pytest.fixture
def session() -> Iterator[requests.Session]:
    with requests.Session() as opened:
        opened.trust_env = False
        yield opened


@pytest.fixture
def open_shop(session: requests.Session) -> Callable[[Server], Shop]:
    return lambda server: Shop(server, session)


Open = Callable[[Server], Shop]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_number_receives_a_message(
    server: Server, open_shop: Open, app: App, method: str
) -> None:
    shop = open_shop(server)
    shop.open_line(app.url + "/sms", callbackHttpMethod=method)

    answer = shop.text("open today?")

    arrived = app.next()
    told = dict(arrived.query) if method == "GET" else arrived.json
    assert arrived.method == method
    assert (told["from"], told["to"], told["text"]) == (PERSON, LINE, "open today?")
    assert told["messageUri"] == f"{shop.url}/messages/{told['messageId']}"
    assert shop.call("GET", told["messageUri"]).json()["text"] == "open today?"
    (callback,) = answer["callbacks"]
    assert (callback["status"], callback["method"], callback["fallback"]) == (200, method, False)


def test_an_app_answers_from_within_its_webhook(server: Server, open_shop: Open, app: App) -> None:
    """The control call waits for the webhook, and the webhook for the API."""
    shop = open_shop(server)
    shop.open_line(app.url + "/sms")
    answers: SimpleQueue[int] = SimpleQueue()

    def reply(arrived: Arrived) -> None:
        answer = requests.post(
            f"{shop.url}/messages",
            json={"from": LINE, "to": PERSON, "text": "yes"},
            auth=shop.auth,
            timeout=PATIENCE,
        )
        answers.put(answer.status_code)

    app.react = reply
    shop.text()

    assert answers.get(timeout=PATIENCE) == 201


def test_links_are_on_the_host_that_the_client_used(server: Server, open_shop: Open) -> None:
    shop = open_shop(server)
    name = server.url.replace("127.0.0.1", "localhost")
    body = {"name": "x", "incomingMessageUrl": "http://a.test/"}

    made = shop.call("POST", shop.url.replace(server.url, name) + "/applications", json=body)

    assert made.headers["Location"].startswith(f"{name}/v1/users/{shop.tenant.user_id}/")


def test_callbacks_link_to_the_public_url(session: requests.Session, app: App) -> None:
    with Server(public_url="https://sim.test/") as server:
        shop = Shop(server, session)
        shop.open_line(app.url)
        shop.text()

    assert app.next().json["messageUri"].startswith("https://sim.test/v1/users/")


ONE = '{"from": "%s", "to": "%s", "text": "x", "callbackUrl": "%s"}'


@pytest.mark.parametrize("count", [0, 1, 50], ids=["one message", "a list of 1", "a list of 50"])
def test_a_callback_is_sent_after_the_answer_was_handed_over(
    wall: Server, open_shop: Open, app: App, count: int
) -> None:
    shop = open_shop(wall)
    shop.open_line(app.url)
    message = ONE % (LINE, PERSON, app.url + "/events")
    body = f"[{','.join([message] * count)}]" if count else message
    found: SimpleQueue[bytes] = SimpleQueue()

    with socket.create_connection(("127.0.0.1", int(wall.url.rpartition(":")[2]))) as client:

        def look(arrived: Arrived) -> None:
            try:
                found.put(client.recv(12, socket.MSG_PEEK | socket.MSG_DONTWAIT))
            except BlockingIOError:
                found.put(b"nothing yet")

        app.react = look
        client.sendall(raw_post(shop, body))

        assert found.get(timeout=PATIENCE) == (b"HTTP/1.1 202" if count else b"HTTP/1.1 201")


def raw_post(shop: Shop, body: str) -> bytes:
    path = "/" + shop.url.split("/", 3)[3] + "/messages"
    return (
        f"POST {path} HTTP/1.1\r\nHost: simulator.test\r\nAuthorization: {basic(*shop.auth)}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def test_time_that_is_turned_after_an_answer_knows_of_the_message(
    session: requests.Session,
) -> None:
    """The client may be quicker than what the server does after its answer."""
    with Server(Simulator()) as server:
        shop = Shop(server, session)
        shop.open_line("http://a.test/")
        shop.tenant.rules = shop.tenant.rules.but(receipt_ms=0)
        for _ in range(30):
            shop.send()
            shop.tenant.settle()
            assert shop.tenant.messages.find(size=1)[0].state == "sent"


def test_real_time_brings_both_events_in_order(wall: Server, open_shop: Open, app: App) -> None:
    shop = open_shop(wall)
    shop.open_line(app.url)
    for number in range(20):
        shop.send(
            text=str(number), receiptRequested="all", callbackUrl=app.url + "/events", tag="t"
        )

    told = [app.next().json for _ in range(40)]

    for number in range(20):
        states = [said["deliveryState"] for said in told if said["text"] == str(number)]
        assert states == ["waiting", "delivered"]


@pytest.fixture
def hanging() -> Iterator[str]:
    """The URL of a receiver that never answers."""
    released = Event()
    with socket_that(hanging_after(b"", released)) as url:
        yield url
        released.set()


def test_a_receiver_that_hangs_delays_neither_the_api_nor_other_receivers(
    wall: Server, open_shop: Open, app: App, hanging: str
) -> None:
    shop = open_shop(wall)
    shop.open_line(app.url)
    for _ in range(5):
        assert shop.send(callbackUrl=hanging).status_code == 201

    shop.send(callbackUrl=app.url + "/events")

    assert app.next().json["state"] == "sent"
    assert shop.call("GET", "messages").status_code == 200


def test_a_receiver_that_hangs_does_not_delay_another_account(
    wall: Server, open_shop: Open, app: App, hanging: str
) -> None:
    stuck, free = open_shop(wall), open_shop(wall)
    stuck.open_line(hanging)
    free.open_line(app.url)
    waiting = Thread(target=stuck.tenant.receive_message, kwargs={"from_": PERSON, "to": LINE})
    waiting.daemon = True
    waiting.start()

    answer = free.text()

    assert answer["callbacks"][0]["status"] == 200


def test_on_virtual_time_a_receiver_that_hangs_does_not_delay_the_api(
    session: requests.Session, app: App
) -> None:
    entered, leave = Event(), Event()

    def linger(arrived: Arrived) -> None:
        entered.set()
        assert leave.wait(PATIENCE)

    app.react = linger
    with Server(Simulator()) as server:
        shop = Shop(server, session)
        shop.open_line(app.url)
        turning = Thread(target=shop.tenant.receive_message, kwargs={"from_": PERSON, "to": LINE})
        turning.start()
        assert entered.wait(PATIENCE)

        assert shop.send().status_code == 201
        busy = shop.post(f"{shop.control}/advance", {"seconds": 1})
        leave.set()
        turning.join(PATIENCE)

    assert (busy.status_code, busy.json()["code"]) == (409, "busy")


def test_a_failed_callback_is_in_errors_and_journal(
    server: Server, open_shop: Open, app: App
) -> None:
    shop = open_shop(server)
    app.answer = "500 Internal Server Error"
    shop.open_line(
        app.url.replace("http://", "http://bob:s3cret@") + "/main",
        incomingMessageFallbackUrl=app.url + "/fallback",
    )

    answer = shop.text()

    assert [app.next().target for _ in range(2)] == ["/main", "/fallback"]
    assert [callback["url"] for callback in answer["callbacks"]] == [
        app.url + "/main",
        app.url + "/fallback",
    ]
    assert [kept["code"] for kept in shop.call("GET", "errors").json()] == ["callback-io-error"] * 2
    journal = shop.call("GET", f"{shop.control}/journal").text
    assert "s3cret" not in journal + shop.call("GET", "errors").text


def test_a_reader_of_the_journal_is_woken_by_the_next_entry(
    server: Server, open_shop: Open
) -> None:
    shop = open_shop(server)
    shop.open_line("http://127.0.0.1:1/")
    after = shop.tenant.journal.next_number - 1
    heard: SimpleQueue[Any] = SimpleQueue()
    reading = Thread(target=lambda: heard.put(listen(shop, after)))
    reading.start()

    shop.send()

    entries = heard.get(timeout=PATIENCE)["entries"]
    reading.join(PATIENCE)
    assert entries[0]["number"] == after + 1


def listen(shop: Shop, after: int) -> Any:
    url = f"{shop.control}/journal?after={after}&wait=15"
    return requests.get(url, timeout=PATIENCE).json()


def test_a_wait_without_an_entry_ends(server: Server, open_shop: Open) -> None:
    shop = open_shop(server)

    answer = shop.call("GET", f"{shop.control}/journal?wait=0.05")

    assert answer.json() == {"entries": [], "next": 0, "missed": 0, "rewound": False}


@pytest.mark.parametrize("connection_fault", ["reset", "truncate", "garbage", "close"])
def test_a_connection_is_broken_on_purpose(
    server: Server, open_shop: Open, connection_fault: Any
) -> None:
    shop = open_shop(server)
    shop.tenant.faults.add(Fault("rest", connection_fault=connection_fault, times=1))

    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        shop.call("GET", "messages")

    assert shop.call("GET", "messages").status_code == 200


def test_an_answer_is_held_back_on_purpose(server: Server, open_shop: Open) -> None:
    shop = open_shop(server)
    shop.tenant.faults.add(Fault("rest", delay_ms=50, times=1))

    answer = shop.call("GET", "messages")

    assert answer.status_code == 200
    assert answer.elapsed.total_seconds() >= 0.05


def test_a_path_of_invalid_utf_8_leads_nowhere(server: Server, open_shop: Open) -> None:
    shop = open_shop(server)

    answer = shop.call("GET", "messages/%ff%fe")

    assert (answer.status_code, answer.json()["code"]) == (404, "message-not-found")


def test_a_body_of_10_mb_is_refused(server: Server, open_shop: Open) -> None:
    answer = open_shop(server).send(text="x" * 10_000_000)

    assert (answer.status_code, answer.json()["code"]) == (413, "validation-error")


def test_a_server_can_be_stopped_twice_and_from_elsewhere(tenant: Tenant) -> None:
    server = Server().start()
    stopping = Thread(target=server.stop)
    stopping.start()
    stopping.join(PATIENCE)

    server.stop()

    with pytest.raises(requests.ConnectionError):
        requests.get(server.url, timeout=PATIENCE)


@pytest.mark.parametrize("clock", ["virtual", "wall"])
def test_a_simulator_outlives_its_server(clock: Any) -> None:
    simulator = Simulator(clock=clock)
    with Server(simulator):
        tenant = simulator.open_tenant()
    tenant.phone_numbers.allocate(LINE)

    assert tenant.messages.send(draft()).state == "queued"


def test_a_port_that_is_taken_is_said_to_be() -> None:
    with Server() as server:
        port = int(server.url.rpartition(":")[2])
        with pytest.raises(OSError, match="in use"):
            Server(port=port).open()


def test_health_answers_while_every_worker_thread_is_busy(
    wall: Server, open_shop: Open, app: App
) -> None:
    """64 control calls wait for a webhook, and hold all worker threads."""
    entered, leave = Semaphore(0), Event()

    def hang(arrived: Arrived) -> None:
        entered.release()
        assert leave.wait(PATIENCE)

    app.react = hang
    shops = [open_shop(wall) for _ in range(64)]
    with ThreadPoolExecutor(64) as clients:
        for shop in shops:
            shop.open_line(app.url)
            clients.submit(text_once, shop)
        assert all(entered.acquire(timeout=PATIENCE) for _ in shops)

        answer = requests.get(f"{wall.url}/_simulator/health", timeout=PATIENCE)
        leave.set()

    assert answer.json()["status"] == "ok"


def text_once(shop: Shop) -> None:
    wanted = {"from": PERSON, "to": LINE, "text": "open?"}
    requests.post(f"{shop.control}/messages", json=wanted, timeout=PATIENCE)

"""Receivers that hang delay neither the API nor other receivers, on either clock."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Semaphore, Thread

import requests

from builders import LINE, PERSON
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.server import Server
from receivers import PATIENCE, App, Arrived
from server.account_of_server import Open, Shop

TEXT = {"from_": PERSON, "to": LINE, "text": "hi"}


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
    waiting = Thread(target=stuck.tenant.receive_message, kwargs=TEXT)
    waiting.daemon = True
    waiting.start()

    answer = free.text()

    assert answer["callbacks"][0]["status"] == 200


def test_on_virtual_time_a_receiver_that_hangs_does_not_delay_the_api(
    session: requests.Session, app: App
) -> None:
    entered, leave = Event(), Event()

    def hang(arrived: Arrived) -> None:
        entered.set()
        assert leave.wait(PATIENCE)

    app.react = hang
    with Server(Simulator()) as server:
        shop = Shop(server, session)
        shop.open_line(app.url)
        waiting = Thread(target=shop.tenant.receive_message, kwargs=TEXT)
        waiting.start()
        assert entered.wait(PATIENCE)

        assert shop.send().status_code == 201
        busy = shop.post(f"{shop.control}/advance", {"seconds": 1})
        leave.set()
        waiting.join(PATIENCE)

    assert (busy.status_code, busy.json()["code"]) == (409, "busy")


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
    message = {"from": PERSON, "to": LINE, "text": "open?"}
    requests.post(f"{shop.control}/messages", json=message, timeout=PATIENCE)

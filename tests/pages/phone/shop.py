"""Shop: an app that answers each text through the API, on a port of its own."""

from contextlib import ExitStack
from typing import Self

import requests

from catapult_simulator import Server
from catapult_simulator.core.tenant import Tenant
from receivers import Arrived, app_listening


class Shop:
    """`with Shop(server, tenant) as shop`: the app at `shop.url`."""

    def __init__(self, server: Server, tenant: Tenant) -> None:
        self.base = server.url
        self.tenant = tenant
        self._stack = ExitStack()
        self._answered: list[Arrived] = []

    def __enter__(self) -> Self:
        self._app = self._stack.enter_context(app_listening())
        self._app.react = self._answer
        self.url = f"{self._app.url}/sms"
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Nothing listens any more."""
        self._stack.close()

    def received(self) -> list[Arrived]:
        """The callbacks that have been answered."""
        return list(self._answered)

    def _answer(self, arrived: Arrived) -> None:
        message, me = arrived.json, self.tenant.credentials
        reply = {
            "from": message["to"],
            "to": message["from"],
            "text": f"You said: {message['text']}",
        }
        url = f"{self.base}/v1/users/{me.user_id}/messages"
        requests.post(url, json=reply, auth=(me.token, me.secret), timeout=10).raise_for_status()
        self._answered.append(arrived)

"""An account of a server, called over HTTP."""

from collections.abc import Callable
from typing import Any

import requests

from builders import LINE, PERSON
from catapult_simulator.server import Server
from receivers import PATIENCE


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
        """Receive a message at the line, through the control API."""
        message = {"from": PERSON, "to": LINE, "text": text}
        return self.post(f"{self.control}/messages", message).json()

    def send(self, **properties: Any) -> requests.Response:
        return self.post("messages", {"from": LINE, "to": PERSON, "text": "yes", **properties})


Open = Callable[[Server], Shop]

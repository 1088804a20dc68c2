"""An account for requests that no honest client sends: each response is checked."""

from typing import Any

from builders import LINE, Client, Response, draft
from catapult_simulator.app import create_app
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant

PROBLEM = ["type", "title", "status", "code", "detail", "message"]
SIMULATOR = Simulator()
APP = create_app(SIMULATOR)


def routes() -> dict[str, set[str]]:
    """Each rule of the URL map with its methods."""
    found: dict[str, set[str]] = {}
    for rule in APP.url_map.iter_rules():
        found.setdefault(rule.rule, set()).update(rule.methods or ())
    return found


RULES = routes()


class Account:
    """A tenant that has one of each, and a client for it."""

    def __init__(self) -> None:
        self.tenant = SIMULATOR.open_tenant()
        self.client = Client(APP, self.tenant)
        application = self.tenant.applications.create("x", incoming_message_url="http://a.test")
        number = self.tenant.phone_numbers.allocate(LINE, application_id=application.id)
        message = self.tenant.messages.send(draft())
        self.ids = {
            "application_id": application.id, "ref": number.id, "message_id": message.id,
            "user_id": self.tenant.user_id,
        }  # fmt: skip

    def __enter__(self) -> "Account":
        return self

    def __exit__(self, *_: object) -> None:
        for tenant in SIMULATOR.tenants():
            SIMULATOR.close_tenant(tenant.user_id)

    def target(self, rule: str, **parts: str) -> str:
        """A path of this route: to what the account has, unless `parts` say otherwise."""
        for name, value in (self.ids | parts).items():
            rule = rule.replace(f"<{name}>", value)
        return rule.replace("<", "").replace(">", "")

    def call(self, method: str, target: str, body: bytes = b"", **options: Any) -> Response:
        """The answer, which must be sound; what was refused must have changed nothing."""
        before = state(self.tenant)
        answer = self.client.call(method, target, body, **options)
        assert_sound(method, target, answer)
        if answer.status >= 400:
            assert state(self.tenant) == before, answer
        return answer


def state(tenant: Tenant) -> list[Any]:
    """The state that a refused request must not change. A closed account has none."""
    if tenant.is_closed:
        return SIMULATOR.tenants()
    return [
        SIMULATOR.tenants(), tenant.applications.find(), tenant.phone_numbers.find(),
        tenant.phone_numbers.find(number_state="released"), tenant.messages.find(),
        tenant.faults.all(), tenant.now, tenant.rules,
    ]  # fmt: skip


def assert_sound(method: str, target: str, answer: Response) -> None:
    assert answer.status < 500, answer
    if answer.status < 400 or method == "HEAD":
        return
    if not target.startswith(("/v1", "/_simulator")):
        assert answer.headers["content-type"].startswith(("text/html", "application/json"))
        return
    if target.startswith("/_simulator"):
        assert answer.headers["content-type"] == "application/problem+json"
        assert list(answer.json)[:6] == PROBLEM
        assert set(answer.json) <= {*PROBLEM, "problem"}  # of a method called over HTTP
    else:
        assert answer.headers["content-type"] == "application/json"
        assert list(answer.json) == ["category", "code", "message", "details"]

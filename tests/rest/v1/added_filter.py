"""Adds a row of each kind to MESSAGE_FILTERS, and prints how each interface uses them.

A script: the rows are read on import, so that they can be added in a fresh interpreter only. They
replace rows of the same fields.
"""

import json
import sys
from typing import Any
from urllib.parse import quote

from catapult_simulator.core.messages import filters

_WHY = "assumed: a test"
ROWS = {
    "receipt_requested": filters.MessageFilter(
        "receipt_requested", "receipt", "choice", _WHY, "With this.", ("none", "all", "error")
    ),
    "segment_count": filters.MessageFilter(
        "segment_count", "segments", "integer", _WHY, "With so many."
    ),
    "to": filters.MessageFilter("to", "recipient", "text", _WHY, "To exactly this."),
}
filters.MESSAGE_FILTERS = (
    *(row for row in filters.MESSAGE_FILTERS if row.field not in ROWS),
    *ROWS.values(),
)

from click.testing import CliRunner  # noqa: E402 - after the rows have been added

from builders import LINE, Client, draft  # noqa: E402
from catapult_simulator.app import create_app  # noqa: E402
from catapult_simulator.cli.main import commands  # noqa: E402
from catapult_simulator.core.simulator import Simulator  # noqa: E402
from catapult_simulator.openapi import document  # noqa: E402
from catapult_simulator.server import Server  # noqa: E402
from fidelity.collect import rows  # noqa: E402


def main(field: str, value: str, wrong: str) -> None:
    row = ROWS[field]
    simulator = Simulator()
    tenant = simulator.open_tenant()
    tenant.phone_numbers.allocate(LINE)
    tenant.messages.send(draft(text="other"))
    long = draft(text="x" * 161, to="+19195550077", receipt_requested="all")
    tenant.messages.send(long)
    app = create_app(simulator)
    client = Client(app, tenant)
    control = f"/_simulator/tenants/{tenant.user_id}/messages"
    query, refused = f"?{row.parameter}={quote(value)}", f"?{row.parameter}={quote(wrong)}"
    shown = {
        "find": [message.id for message in tenant.messages.page({field: value}).messages],
        "GET messages": ids(client.get("messages" + query).json),
        "GET messages, wrong": answer_to(client.get("messages" + refused)),
        "control": ids(client.get(control + query).json),
        "control, wrong": answer_to(client.get(control + refused)),
        "command line": ids(commanded(simulator, "messages", row.option, value)),
        "OpenAPI": [type_of(document(app, name, "http://a.test"), row.parameter)
                    for name in ("v1", "control")],
        "ledger": [each.name for each in rows() if each.evidence == _WHY],
    }  # fmt: skip
    sys.stdout.write(json.dumps(shown))


def ids(messages: Any) -> list[str]:
    return [message["id"] for message in messages]


def answer_to(answer: Any) -> Any:
    return ids(answer.json) if answer.status == 200 else answer.status


def commanded(simulator: Simulator, *arguments: str) -> Any:
    with Server(simulator) as server:
        ran = CliRunner().invoke(commands, [*arguments, "--url", server.url, "--json"])
    return json.loads(ran.output)


def type_of(described: Any, name: str) -> str:
    (path,) = (path for path in described["paths"] if path.endswith("}/messages"))
    parameters = described["paths"][path]["get"]["parameters"]
    (schema,) = (each["schema"] for each in parameters if each["name"] == name)
    return str(schema["type"])


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Adds a row to FILTERS before anything reads it, and prints what every entrance makes of it.

A script: the rows are read on import, so that they can be added in a fresh interpreter only.
"""

import json
import sys
from typing import Any

from catapult_simulator.core.messages import filters

ROW = filters.MessageFilter(
    field="receipt_requested",
    parameter="receiptRequested",
    evidence="assumed: a test",
    description="With this receipt.",
    words=("none", "all", "error"),
)
filters.FILTERS = (*filters.FILTERS, ROW)

from click.testing import CliRunner  # noqa: E402 - after the row has been added

from builders import LINE, Client, draft  # noqa: E402
from catapult_simulator.app import create_app  # noqa: E402
from catapult_simulator.cli.main import commands  # noqa: E402
from catapult_simulator.core.simulator import Simulator  # noqa: E402
from catapult_simulator.openapi import document  # noqa: E402
from catapult_simulator.server import Server  # noqa: E402
from fidelity.collect import rows  # noqa: E402


def main() -> None:
    simulator = Simulator()
    tenant = simulator.open_tenant()
    tenant.phone_numbers.allocate(LINE)
    tenant.messages.send(draft(text="none"))
    tenant.messages.send(draft(text="all", receipt_requested="all"))
    app = create_app(simulator)
    client = Client(app, tenant)
    control = f"/_simulator/tenants/{tenant.user_id}/messages"
    query = "?receiptRequested=all"
    found = tenant.messages.find(receipt_requested="all")
    shown = {
        "find": [message.text for message in found],
        "GET messages": texts(client.get("messages" + query).json),
        "a word that it has not": client.get("messages?receiptRequested=x").status,
        "control": texts(client.get(control + query).json),
        "control, a word that it has not": client.get(control + "?receiptRequested=x").status,
        "command line": texts(commanded(simulator, "messages", "--receipt-requested", "all")),
        "OpenAPI": ["receiptRequested" in queries(document(app, name, "http://a.test"))
                    for name in ("v1", "control")],
        "ledger": [row.name for row in rows() if row.evidence == ROW.evidence],
    }  # fmt: skip
    sys.stdout.write(json.dumps(shown))


def texts(messages: Any) -> list[str]:
    return [message["text"] for message in messages]


def commanded(simulator: Simulator, *arguments: str) -> Any:
    with Server(simulator) as server:
        ran = CliRunner().invoke(commands, [*arguments, "--url", server.url, "--json"])
    return json.loads(ran.output)


def queries(described: Any) -> set[str]:
    (path,) = (path for path in described["paths"] if path.endswith("}/messages"))
    return {parameter["name"] for parameter in described["paths"][path]["get"]["parameters"]}


if __name__ == "__main__":
    main()

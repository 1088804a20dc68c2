"""Build `catapult_simulator/openapi/examples.json` from `fixtures/`, which the wheel lacks.

    python simulator/tools/build_examples.py

The examples of a route are the bodies of successful requests and of all responses, each under the
name of its fixture, with the fixture's title and source.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from werkzeug.exceptions import HTTPException

from catapult_simulator.app import create_app
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.openapi.examples import FILE

FIXTURES = Path(__file__).parents[2] / "fixtures"
Examples = dict[str, dict[str, dict[str, Any]]]


def examples() -> Examples:
    """Endpoint -> `request`, `query NAME` or status -> fixture -> OpenAPI Example Object."""
    urls = create_app(Simulator()).url_map.bind("simulator.test")
    found: Examples = {}
    for name, exchange in _exchanges():
        request = exchange["request"]
        try:
            endpoint, _ = urls.match(urlsplit(request["path"]).path, method=request["method"])
        except HTTPException:
            continue  # an exchange that shows an unknown route
        places = found.setdefault(endpoint, {})
        for place, value in _values(exchange):
            places.setdefault(place, {})[name] = _example(exchange, value)
    return found


def _values(exchange: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Place and value of each example. A request with an error, also in a batch, is none."""
    request, response = exchange["request"], exchange["response"]
    if response["status"] < 300 and '"error"' not in json.dumps(response.get("body")):
        if "body" in request:
            yield "request", request["body"]
        for key, value in parse_qsl(urlsplit(request["path"]).query):
            yield f"query {key}", value
    if "body" in response:
        yield str(response["status"]), response["body"]


def text() -> str:
    """The content of examples.json."""
    return json.dumps(examples(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _exchanges() -> Iterator[tuple[str, dict[str, Any]]]:
    for file in sorted(FIXTURES.glob("*/*.json")):
        exchange = json.loads(file.read_text(encoding="utf-8"))
        if "response" in exchange:  # all others are callbacks
            yield file.stem, exchange


def _example(exchange: dict[str, Any], body: Any) -> dict[str, Any]:
    source = f"{exchange['evidence'].capitalize()}: {exchange['source']}"
    return {"summary": exchange["name"], "description": source, "value": body}


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
    sys.stdout.write(f"{FILE.name}: {FILE.stat().st_size} bytes\n")

"""The documents behind the API reference."""

import pytest

from catapult_simulator import Simulator
from catapult_simulator.app import create_app
from pages.reference.lists import DOCUMENTS, document


@pytest.mark.parametrize("api", DOCUMENTS)
def test_a_document_is_json_with_the_host_of_the_request(api: str) -> None:
    answer = document(create_app(Simulator()), api, HTTP_HOST="sim.test:81")

    assert answer.headers["content-type"] == "application/json"
    assert answer.json["servers"] == [{"url": "http://sim.test:81"}]

"""Connecting an app that runs already, by its URL."""

import pytest

from catapult_simulator.testing.catapult import Catapult
from receivers import app_listening
from testing.apps import outcomes


@pytest.mark.parametrize("verb", ["connect", "serve"])
def test_a_text_to_the_line_calls_the_url(account: Catapult, verb: str) -> None:
    with app_listening() as app:
        line = getattr(account, verb)(f"{app.url}/hook")
        assert outcomes(account, line.number) == [200]

    assert app.next().target == "/hook"


def test_a_line_may_be_called_by_get(account: Catapult) -> None:
    with app_listening() as app:
        line = account.connect(app.url, number="+19195551300", method="GET")
        outcomes(account, line.number)

    assert app.next().method == "GET"
    assert line.number == "+19195551300"


def test_an_app_elsewhere_goes_on_when_its_line_stops(account: Catapult) -> None:
    with app_listening() as app:
        line = account.connect(app.url)
        line.stop()
        assert outcomes(account, line.number) == [200]

    assert line.errors == ()


def test_a_number_is_not_ordered_again_after_its_release(account: Catapult) -> None:
    line = account.connect("http://127.0.0.1:9/sms")
    account.phone_numbers.release(line.number)

    assert account.connect("http://127.0.0.1:9/sms").number == "+19195551213"

"""An app that asks the real service, because no redirect is on, is told so."""

from contextlib import nullcontext

import pytest
import requests

from catapult_simulator.testing.catapult import Catapult
from testing.apps import PERSON, failing


@pytest.mark.parametrize("port", [0, None], ids=["port", "direct"])
@pytest.mark.parametrize("redirected", [True, False])
def test_an_app_that_asks_the_real_service_is_told_of_the_redirect(
    account: Catapult, port: int | None, redirected: bool
) -> None:
    refused = requests.ConnectionError("no host api.catapult.inetwork.com")
    line = account.serve(failing(refused), port=port)

    with account.redirect() if redirected else nullcontext():
        (told,) = account.receive_message(from_=PERSON, to=line.number, text="hi").attempts

    said = "it asked the real api.catapult.inetwork.com: no catapult.redirect() is on"
    assert (said in told.outcome.explanation) is not redirected

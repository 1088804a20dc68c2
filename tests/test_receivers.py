"""The receivers that other tests are built on."""

import requests

from receivers import app_listening


def test_a_callback_arrives_after_the_app_has_reacted_to_it() -> None:
    with app_listening() as app:
        reacted: list[bool] = []
        app.react = lambda arrived: reacted.append(app.arrived.empty())

        requests.post(app.url + "/sms", timeout=10)

        app.next()
        assert reacted == [True]

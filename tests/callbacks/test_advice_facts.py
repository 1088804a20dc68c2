"""The next step that an answer's headers and the URL point to."""

import pytest

from catapult_simulator.callbacks.advice_facts import advice_facts
from catapult_simulator.core.callbacks import Method
from catapult_simulator.core.masking import SAMPLE_URL, masked_text


class Answer:
    def __init__(self, **headers: str) -> None:
        self._headers = headers

    def header(self, name: str) -> str | None:
        return self._headers.get(name)


@pytest.mark.parametrize("location", ["/login", "/Sign-in", "/x?next=/sms"])
def test_a_redirect_to_a_login_is_no_url_to_use(location: str) -> None:
    facts = advice_facts(Answer(location=location), "POST", "http://h/sms")

    assert facts["redirect_advice"] == "the route asks for a login; let it in without one"


@pytest.mark.parametrize(
    ("allow", "method", "advice"),
    [
        ("GET, HEAD", "POST", "to get: catapult-simulator application update ID --method GET"),
        ("", "GET", "to post: catapult-simulator application update ID --method POST"),
        ("PUT", "POST", "let the route take POST"),
    ],
)
def test_the_method_of_the_route_is_named(allow: str, method: Method, advice: str) -> None:
    assert advice_facts(Answer(allow=allow), method, "http://h/")["method_advice"].endswith(advice)


def test_credentials_in_the_url_were_refused() -> None:
    facts = advice_facts(Answer(), "POST", "http://bob:wrong@h/sms")

    assert facts["credentials"].startswith("it refused these")


def test_the_sample_url_of_an_advice_is_shown_and_secrets_are_not() -> None:
    said = masked_text(f"not http://bob:s3cret@h/x, but {SAMPLE_URL}, and no a://b:s3cret@h")

    assert SAMPLE_URL in said
    assert "s3cret" not in said

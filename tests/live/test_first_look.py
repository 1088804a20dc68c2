"""The first look at an account."""

import pytest
import requests
from contract_tests.live.belongings import Belongings
from contract_tests.live.first_look import look
from contract_tests.live.guard import Guard
from contract_tests.live.session import Wire
from contract_tests.live.settings import TargetError

from .builders import BASE, settings


class Parked(Wire):
    """A host that answers everything with `body`."""

    body = b""

    def look(self, method: str, path: str, body: object = None) -> requests.Response:
        answer = requests.Response()
        answer.status_code, answer._content = 200, self.body
        return answer


@pytest.mark.parametrize("body", [b"<html>For sale</html>", b"[]", b"{}", b'"balance"', b""])
def test_a_host_that_shows_no_balance_is_not_the_api(body: bytes) -> None:
    known = settings()
    parked = Parked(known, Guard(BASE, known.budget, order_numbers=False), Belongings())
    parked.body = body

    with pytest.raises(TargetError, match="answered GET account without a balance, so it is not"):
        look(parked)

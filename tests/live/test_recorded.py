"""Exchanges that a replay on a new account would not repeat say why."""

import pytest
from contract_tests.live.ids import Ids
from contract_tests.live.recorded import why_not

from .builders import answered, asked


@pytest.mark.parametrize(("status", "replayed"), [(404, True), (429, False), (500, False)])
def test_a_limit_or_an_error_of_the_service_is_not_replayed(status: int, replayed: bool) -> None:
    exchange = answered(asked("DELETE", "media/x"), status)

    assert (why_not(exchange, Ids()) == "") is replayed

"""Errors about values that are too long for a sentence."""

from typing import Any

import pytest

from catapult_simulator.core.checks import check_function, check_list, check_text, check_type, shown
from catapult_simulator.core.faults import Fault
from catapult_simulator.core.simulator import Simulator
from catapult_simulator.core.tenant import Tenant

LONG = "x" * 100_000


def test_a_long_value_is_cut() -> None:
    place: Any = LONG
    with pytest.raises(ValueError, match=r"^at='x{199}\.\.\. \(100002 characters\); choose one"):
        Fault(place)


@pytest.mark.parametrize("name", ["user_id", "seed", "rules", "now", "clock"])
def test_no_error_of_a_new_account_is_longer_than_a_paragraph(name: str) -> None:
    options: dict[str, Any] = {name: [LONG] if name == "seed" else LONG}

    with pytest.raises((TypeError, ValueError)) as caught:
        Simulator().open_tenant(**options)

    assert len(str(caught.value)) < 500


def test_a_number_too_long_to_print_is_not_printed() -> None:
    assert shown(-(2**20_000)) == "about -2**20000"
    assert shown([10**5_000]) == "a list"
    with pytest.raises(TypeError, match=r"^name has about 2"):
        check_list("name", [10**5_000], str)
    with pytest.raises(TypeError, match=r"^name=a list; pass a str$"):
        check_text("name", [10**5_000])
    with pytest.raises(TypeError, match=r"^name=a list; pass a int$"):
        check_type("name", [10**5_000], int)


def test_what_cannot_be_called_does_not_watch(tenant: Tenant) -> None:
    ended: Any = "x"
    with pytest.raises(TypeError, match=r"^ended='x'; pass a function$"):
        tenant.watch(print, ended)
    with pytest.raises(TypeError, match=r"^watcher='x'; pass a function$"):
        tenant.watch(ended, print)
    check_function("name", print)

    tenant.close()

"""An account of a simulator elsewhere: results, records and exceptions of one here."""

from collections.abc import Iterator
from typing import Any

import pytest

from builders import PERSON
from catapult_simulator import Catapult, CatapultError, Server, Simulator
from catapult_simulator.core.callbacks import RecordingSender
from catapult_simulator.core.remote.methods import CALLED, INTERNAL, NAMES, OTHERWISE
from catapult_simulator.testing.remote.simulator import RemoteSimulator
from testing.refusals import REFUSALS
from testing.uses import USES, Use, furnish

IN_STEPS = {"frozen_with"}  # time goes from one timer to the next, each with an entry of its own


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """The simulator elsewhere. Callbacks are recorded, so that no time of an app differs."""
    with Server(Simulator(callback_sender=RecordingSender())) as server:
        yield server


@pytest.fixture
def elsewhere(server: Server) -> Iterator[Any]:
    simulator = RemoteSimulator(server.url)
    account = simulator.open_tenant(seed="a test")
    furnish(account)
    yield account
    account.close()


@pytest.fixture(scope="module")
def local_server() -> Iterator[Server]:
    with Server(Simulator(callback_sender=RecordingSender(), tenant_type=Catapult)) as server:
        yield server


@pytest.fixture
def here(local_server: Server, server: Server) -> Iterator[Any]:
    account = local_server.simulator.open_tenant(seed="a test")
    account.client_origin = server.url
    furnish(account)
    yield account
    account.close()


def outcome(use: Use, account: Any) -> object:
    """The result, or the exception in all its parts."""
    try:
        return "result", use(account)
    except CatapultError as error:
        return type(error), error.kind, error.message, error.details, error.code, str(error)
    except Exception as error:
        return type(error), str(error)


@pytest.mark.parametrize("name", USES)
def test_a_use_has_the_same_result_elsewhere(name: str, here: Any, elsewhere: Any) -> None:
    expected = outcome(USES[name], here)

    assert outcome(USES[name], elsewhere) == expected
    assert expected[0] == "result"  # type: ignore[index]
    if name not in IN_STEPS:
        assert str(elsewhere.journal) == str(here.journal)


@pytest.mark.parametrize("name", REFUSALS)
def test_a_use_is_refused_in_the_same_words_elsewhere(name: str, here: Any, elsewhere: Any) -> None:
    expected = outcome(REFUSALS[name], here)

    assert outcome(REFUSALS[name], elsewhere) == expected
    assert expected[0] != "result"  # type: ignore[index]


@pytest.mark.parametrize("name", INTERNAL)
def test_a_name_that_only_the_simulator_uses_is_refused(name: str, elsewhere: Any) -> None:
    resource, _, method = name.rpartition(".")

    with pytest.raises(NotImplementedError, match=f"^{name} is not for an account of a simulator"):
        getattr(getattr(elsewhere, resource) if resource else elsewhere, method)()


def test_a_function_answers_only_in_the_process_that_has_it(elsewhere: Any) -> None:
    with pytest.raises(TypeError, match="pass a Script, or a function to an account of this proc"):
        elsewhere.phone(PERSON).answers(lambda message: "YES")


def public_names() -> set[str]:
    """The public names of an account and of its resources."""
    account = Simulator(tenant_type=Catapult).open_tenant()
    own = {name for name in dir(account) if not name.startswith("_")}
    return own | {
        f"{resource}.{name}"
        for resource in CALLED
        if resource
        for name in dir(getattr(account, resource))
        if not name.startswith("_")
    }


def test_each_public_name_of_an_account_stands_in_the_table() -> None:
    missing = public_names() - USES.keys() - INTERNAL.keys()

    assert not missing, (
        f"add a use of {sorted(missing)} to tests/testing/uses.py and, for it to be called over "
        "HTTP, the name to core/remote/methods.py and the method to testing/remote/tenant.py; or "
        "say in INTERNAL why a test elsewhere cannot have it"
    )


def test_the_table_has_no_name_that_an_account_lacks() -> None:
    resources = {f"{resource}.{name}" for resource in CALLED for name in dir(resource)}
    tables = {*NAMES, *OTHERWISE, *INTERNAL, *USES} - resources
    special = {name for name in tables if "__" in name}

    assert tables - special - public_names() == set()

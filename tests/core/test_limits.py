"""How much one simulator and one account keep."""

from collections.abc import Callable
from io import BytesIO

import pytest

from builders import APP_URL, LINE, SECOND_LINE, TOLL_FREE
from catapult_simulator.core import limits
from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.simulator import Simulator, TooManyTenants
from catapult_simulator.core.tenant import Tenant

Make = Callable[[Tenant, int], object]
LINES = (LINE, SECOND_LINE, TOLL_FREE)


def _application(tenant: Tenant, index: int) -> object:
    return tenant.applications.create(f"shop {index}", incoming_message_url=APP_URL)


def _order(tenant: Tenant, index: int) -> object:
    return tenant.phone_numbers.allocate(LINES[index])


def _import(tenant: Tenant, index: int) -> object:
    return tenant.phone_numbers.import_number(LINES[index], password="any")


def _order_and_release(tenant: Tenant, index: int) -> None:
    tenant.phone_numbers.allocate(LINES[index])
    tenant.phone_numbers.release(LINES[index])


def _name(tenant: Tenant, index: int) -> None:
    tenant.number_info.name(LINES[index], "ALICE")


def _look_up(tenant: Tenant, index: int) -> object:
    return tenant.number_info.look_up(LINES[index])


def _upload(tenant: Tenant, index: int) -> object:
    return tenant.media.put(f"{index}.png", b"1234")


BOUNDED = [
    ("MAX_APPLICATIONS", _application, "2 applications"),
    ("MAX_PHONE_NUMBERS", _order, "2 phone numbers"),
    ("MAX_PHONE_NUMBERS", _import, "2 phone numbers"),
    ("MAX_PHONE_NUMBERS", _order_and_release, "2 phone numbers"),
    ("MAX_CALLER_NAMES", _name, "2 caller names"),
    ("MAX_CALLER_NAMES", _look_up, "2 caller names"),
    ("MAX_MEDIA_FILES", _upload, "2 media files"),
]


@pytest.mark.parametrize(
    ("limit", "make", "named"), BOUNDED, ids=lambda value: getattr(value, "__name__", value)
)
def test_one_too_many_is_refused_with_the_limit_until_a_reset(
    tenant: Tenant, monkeypatch: pytest.MonkeyPatch, limit: str, make: Make, named: str
) -> None:
    monkeypatch.setattr(limits, limit, 2)
    make(tenant, 0)
    make(tenant, 1)

    with pytest.raises(CatapultError) as refused:
        make(tenant, 2)

    assert refused.value.code == "simulator-limit"
    assert refused.value.message.startswith(f"This simulator keeps at most {named} for each")
    tenant.reset()
    make(tenant, 2)


@pytest.fixture
def ten_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_MEDIA_BYTES", 10)


def _is_refused(tenant: Tenant, name: str, content: bytes) -> bool:
    try:
        tenant.media.put(name, content)
    except CatapultError as refused:
        return "at most 10 bytes of media for each account" in refused.message
    return False


@pytest.mark.usefixtures("ten_bytes")
def test_media_are_bounded_by_their_bytes(tenant: Tenant) -> None:
    _upload(tenant, 0)
    _upload(tenant, 1)

    assert _is_refused(tenant, "c.png", b"123")
    assert not _is_refused(tenant, "c.png", b"12")


@pytest.mark.usefixtures("ten_bytes")
@pytest.mark.parametrize(
    "free",
    [
        lambda tenant: tenant.media.delete("0.png"),
        lambda tenant: tenant.media.put("0.png", b""),
        lambda tenant: tenant.media.clear(),
    ],
    ids=["delete", "replace", "clear"],
)
def test_what_is_gone_makes_room(tenant: Tenant, free: Callable[[Tenant], object]) -> None:
    _upload(tenant, 0)
    _upload(tenant, 1)
    free(tenant)

    assert not _is_refused(tenant, "c.png", b"12345")


class _Broken(BytesIO):
    def read(self, *_: object) -> bytes:
        raise ConnectionError


@pytest.mark.usefixtures("ten_bytes")
def test_an_upload_that_broke_off_takes_no_room(tenant: Tenant) -> None:
    with pytest.raises(ConnectionError):
        tenant.media.put("a.png", _Broken(), size=10)

    assert not _is_refused(tenant, "b.png", b"1234567890")


class _Interrupted(BytesIO):
    """A stream during whose reading something else happens."""

    def __init__(self, content: bytes, interrupt: Callable[[], object]) -> None:
        super().__init__(content)
        self._interrupt = interrupt

    def read(self, size: int | None = -1) -> bytes:
        self._interrupt()
        return super().read(size)


@pytest.mark.usefixtures("ten_bytes")
def test_uploads_at_once_do_not_exceed_the_limit_together(tenant: Tenant) -> None:
    refused = 0

    def interrupt() -> None:
        nonlocal refused
        refused += _is_refused(tenant, "b.png", b"12345")

    tenant.media.put("a.png", _Interrupted(b"123456", interrupt), size=6)

    assert refused == 1
    assert [file.name for file in tenant.media.find()] == ["a.png"]


def test_tenants_are_bounded_until_one_is_closed(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_TENANTS", 2)
    first = simulator.open_tenant()
    simulator.open_tenant()

    with pytest.raises(TooManyTenants, match="2 tenants are open, and this simulator keeps no"):
        simulator.open_tenant()

    simulator.close_tenant(first.user_id)
    simulator.open_tenant()

"""Tools that wait for what the app sends: wait_for_message, one_time_code."""

import pytest

from assistants.calling import ToolFailed
from assistants.conftest import Call
from builders import LINE, PERSON
from catapult_simulator import MessageDraft, Tenant


@pytest.fixture
def sent(tenant: Tenant) -> None:
    tenant.phone_numbers.allocate(LINE)
    draft = MessageDraft(from_=LINE, to=PERSON, text="Your code is 123456 (shop.test)")
    tenant.messages.send(draft)


@pytest.mark.usefixtures("sent")
def test_a_message_that_is_there_is_shown(call: Call) -> None:
    answer = call("wait_for_message", to=PERSON, text="(shop.test)")

    assert answer.endswith(f'{LINE} -> {PERSON}: "Your code is 123456 (shop.test)" (queued)')


@pytest.mark.usefixtures("sent")
def test_a_message_that_does_not_come_shows_the_nearest_and_what_differs(call: Call) -> None:
    with pytest.raises(ToolFailed) as failed:
        call("wait_for_message", to=PERSON, pattern="welc.me", wait_seconds=0)

    told = str(failed.value)
    assert told.startswith(f"no message was sent with to '{PERSON}'")
    assert "nearest: m-" in told
    assert 'text is "Your code is 123456 (shop.test)", asked for "welc.me"' in told
    assert "to is" not in told
    assert "still due in 0.1 s" in told


def test_text_and_pattern_exclude_each_other(call: Call) -> None:
    with pytest.raises(ToolFailed, match=r"^give text or pattern, not both$"):
        call("wait_for_message", text="a", pattern="b")


def test_a_pattern_that_is_none_is_refused(call: Call) -> None:
    with pytest.raises(ToolFailed, match=r"^pattern: "):
        call("wait_for_message", pattern="(")


@pytest.mark.usefixtures("sent")
def test_a_one_time_code_is_read(call: Call) -> None:
    assert call("one_time_code").startswith("The code is 123456\nfrom m-")


@pytest.mark.usefixtures("sent")
def test_without_a_code_the_newest_message_is_shown(call: Call, tenant: Tenant) -> None:
    other = "+19195550002"
    tenant.messages.send(MessageDraft(from_=LINE, to=other, text="Welcome"))

    with pytest.raises(ToolFailed, match=f'no message to .{other[1:]} holds .*"Welcome"'):
        call("one_time_code", person=other, wait_seconds=0)


def test_without_any_message_there_is_no_code(call: Call) -> None:
    with pytest.raises(ToolFailed, match="the app has sent nothing to"):
        call("one_time_code", wait_seconds=0)

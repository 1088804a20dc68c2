"""Blank ids and numbers in the arguments of tools, and ids with slashes."""

import pytest

from assistants.calling import ToolFailed
from assistants.conftest import Call
from catapult_simulator import Fault, Tenant


@pytest.mark.parametrize(
    ("tool", "arguments", "sentence"),
    [
        ("remove_fault", {"fault_id": ""}, "fault_id='' is blank"),
        ("replay", {"message_id": " "}, "message_id=' ' is blank"),
        ("set_person", {"person": ""}, "number='' is blank"),
        ("text_app", {"number": "", "text": "x"}, "number='' is blank; give one, or leave it out"),
        ("connect", {"url": "http://h/", "number": ""}, "number"),
        ("remove_fault", {"fault_id": "../.."}, 'no fault "../.."; there are: f-1'),
        ("replay", {"message_id": "a/b?c#d"}, "The message 'a/b?c#d' could not be found"),
    ],
)
def test_an_id_that_is_none_is_refused_by_its_name(
    call: Call, tenant: Tenant, tool: str, arguments: dict[str, str], sentence: str
) -> None:
    fault = tenant.faults.add(Fault("callback", outcome="lost"))

    with pytest.raises(ToolFailed) as failed:
        call(tool, **arguments)

    assert str(failed.value).startswith(sentence)
    assert tenant.faults.all() == [fault]

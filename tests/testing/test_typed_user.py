"""Tests as a user with strict type checkers writes them.

`tests/project/test_types.py` has mypy and pyright check this file, as it is and with typos.
"""

import re
from collections.abc import Iterable
from datetime import timedelta
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from catapult_simulator import (
    Aio,
    Catapult,
    CatapultConfig,
    CatapultError,
    Expectation,
    Fault,
    Line,
    MakeCatapult,
    Message,
    MessageDraft,
    Phone,
    Tenant,
    called,
    received,
    sent,
)

PERSON = "+19195550001"


@pytest.fixture(scope="module")
def catapult_config() -> CatapultConfig:
    return {"profile": "2018", "strict": False}


def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", [])
    return [b""]


@pytest.fixture
def line(catapult: Catapult) -> Line:
    return catapult.serve(app, port=None)


def answer(account: Tenant, number: str, text: str = "Hello!") -> Message:
    draft = MessageDraft(number, PERSON, text, receipt_requested="all")
    return account.messages.send(draft)


def test_a_text_is_heard(catapult: Catapult, catapult_phone: Phone, line: Line) -> None:
    inbound = catapult_phone.text("Hello?", to=line)

    assert inbound.message.text == "Hello?"
    assert [attempt.outcome.status for attempt in inbound.attempts] == [200]
    assert catapult.messages.find(direction="in") == [inbound.message]
    assert catapult.wait_for(received(to=line)) == inbound.message
    assert catapult.wait_for(called(event="sms")).status == 200


def test_an_answer_arrives(catapult: Catapult, catapult_phone: Phone, line: Line) -> None:
    answer(catapult, line.number)
    catapult.advance(timedelta(seconds=10))

    reply = catapult_phone.wait_for_reply(matching=re.compile("Hell"), timeout=0)

    assert reply.delivery_state == "delivered"
    assert catapult.assert_sent(to=catapult_phone, state="sent") == reply
    assert catapult_phone.conversation.texts == ["Hello!"]


def test_a_person_says_stop(catapult_phone: Phone, line: Line) -> None:
    catapult_phone.opt_out(to=line)

    assert catapult_phone.replies == []


def test_a_receipt_tells_of_spam(catapult: Catapult, line: Line) -> None:
    fault = catapult.faults.add(Fault("carrier", to=PERSON, delivery_code=770))

    answer(catapult, line.number)
    catapult.settle()

    assert catapult.faults.get(fault.id).struck == 1
    assert catapult.sent[0].delivery_code == 770
    catapult.assert_none_sent(delivery_state="delivered")


def test_an_account_without_pictures(catapult: Catapult, line: Line) -> None:
    catapult.rules = catapult.rules.but(mms_allowed=False)

    with pytest.raises(CatapultError) as refused:
        catapult.messages.send(MessageDraft(line.number, PERSON, media=["https://a.example/b.jpg"]))

    assert refused.value.code == "restrict-message-type"


def test_accounts_have_clocks_of_their_own(make_catapult: MakeCatapult) -> None:
    other = make_catapult(clock="wall")

    assert not other.can_advance


async def hear(aio: Aio, line: Line, expected: Expectation[Message]) -> str | None:
    phone = aio.phone(PERSON)
    await phone.text("Hello?", to=line)
    await aio.settle()
    return (await aio.wait_for(expected, timeout=1)).text


def test_verbs_can_be_awaited(catapult: Catapult, line: Line) -> None:
    import asyncio

    answer(catapult, line.number)

    assert asyncio.run(hear(catapult.aio, line, sent(to=PERSON))) == "Hello!"

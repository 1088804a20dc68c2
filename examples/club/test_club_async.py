"""Tests of the async club: the same, awaited. The plugin of anyio comes with FastAPI."""

import re

import httpx
import pytest
import time_machine

from catapult_simulator import Fault
from club_async import create_app

NUMBER = "+19195551212"
pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture
def app(catapult):
    me = catapult.credentials
    app = create_app(me.user_id, me.token, me.secret, NUMBER)
    with catapult.redirect():
        catapult.serve(app, number=NUMBER, port=None)  # on the event loop of the test
        yield app


@pytest.fixture
async def club(app):
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://club") as client:
        yield client


@pytest.fixture
def ann(catapult):
    return catapult.aio.phone("+19195550001")


@pytest.fixture
async def member(club, ann):
    await ann.text("JOIN")
    await ann.text("YES")
    return ann


async def test_joining_takes_two_texts(club, ann):
    await ann.text("join")
    reply = await ann.wait_for_reply()
    assert reply.text == "Reply YES to get news of the club, STOP to end."

    await ann.text("yes")
    reply = await ann.wait_for_reply()
    assert reply.text == "Welcome to the club!"


async def test_nobody_joins_by_yes_alone(club, ann):
    await ann.text("YES")

    assert await ann.wait_for_reply(matching="Text JOIN")


async def test_members_get_news(club, catapult, member):
    stranger = catapult.phone("+19195550002")

    await club.post("/news", json={"text": "We meet on Monday."})

    assert member.replies[-1].text == "We meet on Monday."
    assert stranger.replies == []


async def test_after_stop_no_news_is_sent(club, catapult, member):
    await member.opt_out()

    await club.post("/news", json={"text": "We meet on Monday."})

    catapult.assert_sent(to=member, text=re.compile("no more news"))
    catapult.assert_none_sent(to=member, text="We meet on Monday.")


async def test_a_code_opens_the_door_once(club, member):
    await club.post("/code", json={"phone": member.number})
    login = {"phone": member.number, "code": member.replies[-1].otp}

    assert (await club.post("/login", json=login)).status_code == 200
    assert (await club.post("/login", json=login)).status_code == 403


async def test_a_code_expires_after_ten_minutes(club, catapult, member):
    with time_machine.travel(catapult.now, tick=False) as clock, catapult.frozen_with(clock):
        await club.post("/code", json={"phone": member.number})
        await catapult.aio.advance(601)
        login = {"phone": member.number, "code": member.replies[-1].otp}

        assert (await club.post("/login", json=login)).status_code == 403


async def test_a_picture_of_a_member_is_kept(app, member):
    await member.send_picture(b"\x89PNG picture", name="party.png")

    reply = await member.wait_for_reply()
    assert reply.text == "Thank you for 1 picture(s)."
    assert app.state.pictures == [b"\x89PNG picture"]


async def test_news_are_not_lost_in_silence(club, catapult, member):
    catapult.faults.add(Fault("rest", path="messages", error="message-rate-limit", times=1))

    news = await club.post("/news", json={"text": "We meet on Monday."})

    assert news.status_code == 500
    catapult.assert_none_sent(text="We meet on Monday.")

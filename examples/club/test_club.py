"""Tests of the club with pytest: people text it, and it texts them."""

import re

import pytest
import time_machine

from catapult_simulator import Fault
from club import create_app

NUMBER = "+19195551212"


@pytest.fixture
def club(catapult):
    me = catapult.credentials
    app = create_app(me.user_id, me.token, me.secret, NUMBER)
    with catapult.redirect():  # the app's requests to the real service go to the simulator
        catapult.serve(app, number=NUMBER)
        yield app.test_client()


@pytest.fixture
def ann(catapult):
    return catapult.phone("+19195550001")


@pytest.fixture
def member(club, ann):
    ann.text("JOIN")
    ann.text("YES")
    return ann


def test_joining_takes_two_texts(club, ann):
    ann.text("join")
    assert ann.wait_for_reply().text == "Reply YES to get news of the club, STOP to end."

    ann.text("yes")
    assert ann.wait_for_reply().text == "Welcome to the club!"


def test_nobody_joins_by_yes_alone(club, ann):
    ann.text("YES")

    assert ann.wait_for_reply(matching="Text JOIN")


def test_members_get_news(club, catapult, member):
    stranger = catapult.phone("+19195550002")

    club.post("/news", data={"text": "We meet on Monday."})

    assert member.replies[-1].text == "We meet on Monday."
    assert stranger.replies == []


def test_after_stop_no_news_is_sent(club, catapult, member):
    member.opt_out()

    club.post("/news", data={"text": "We meet on Monday."})

    catapult.assert_sent(to=member, text=re.compile("no more news"))
    catapult.assert_none_sent(to=member, text="We meet on Monday.")


def test_a_code_opens_the_door_once(club, member):
    club.post("/code", data={"phone": member.number})
    login = {"phone": member.number, "code": member.replies[-1].otp}

    assert club.post("/login", data=login).status_code == 200
    assert club.post("/login", data=login).status_code == 403


def test_a_code_expires_after_ten_minutes(club, catapult, member):
    with time_machine.travel(catapult.now, tick=False) as clock, catapult.frozen_with(clock):
        club.post("/code", data={"phone": member.number})
        catapult.advance(601)
        login = {"phone": member.number, "code": member.replies[-1].otp}

        assert club.post("/login", data=login).status_code == 403


def test_a_picture_of_a_member_is_kept(club, member):
    member.send_picture(b"\x89PNG picture", name="party.png")

    assert member.wait_for_reply().text == "Thank you for 1 picture(s)."
    assert club.application.extensions["pictures"] == [b"\x89PNG picture"]


def test_news_are_not_lost_in_silence(club, catapult, member):
    catapult.faults.add(Fault("rest", path="messages", error="message-rate-limit", times=1))

    assert club.post("/news", data={"text": "We meet on Monday."}).status_code == 500
    catapult.assert_none_sent(text="We meet on Monday.")

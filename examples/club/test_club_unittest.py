"""The same tests with unittest: `python -m unittest`."""

import re
import unittest

import time_machine

from catapult_simulator import CatapultMixin, Fault
from club import create_app

NUMBER = "+19195551212"


class ClubTest(CatapultMixin, unittest.TestCase):
    def setUp(self):
        super().setUp()
        me = self.catapult.credentials
        app = create_app(me.user_id, me.token, me.secret, NUMBER)
        self.enterContext(self.catapult.redirect())
        self.catapult.serve(app, number=NUMBER)
        self.club = app.test_client()
        self.ann = self.catapult.phone("+19195550001")

    def join(self):
        self.ann.text("JOIN")
        self.ann.text("YES")

    def test_joining_takes_two_texts(self):
        self.ann.text("join")
        self.assertIn("Reply YES", self.ann.wait_for_reply().text)

        self.ann.text("yes")
        self.assertEqual(self.ann.wait_for_reply().text, "Welcome to the club!")

    def test_nobody_joins_by_yes_alone(self):
        self.ann.text("YES")

        self.ann.wait_for_reply(matching="Text JOIN")

    def test_members_get_news(self):
        self.join()
        stranger = self.catapult.phone("+19195550002")

        self.club.post("/news", data={"text": "We meet on Monday."})

        self.assertEqual(self.ann.replies[-1].text, "We meet on Monday.")
        self.assertEqual(stranger.replies, [])

    def test_after_stop_no_news_is_sent(self):
        self.join()
        self.ann.opt_out()

        self.club.post("/news", data={"text": "We meet on Monday."})

        self.catapult.assert_sent(to=self.ann, text=re.compile("no more news"))
        self.catapult.assert_none_sent(to=self.ann, text="We meet on Monday.")

    def test_a_code_opens_the_door_once(self):
        self.join()
        self.club.post("/code", data={"phone": self.ann.number})
        login = {"phone": self.ann.number, "code": self.ann.replies[-1].otp}

        self.assertEqual(self.club.post("/login", data=login).status_code, 200)
        self.assertEqual(self.club.post("/login", data=login).status_code, 403)

    def test_a_code_expires_after_ten_minutes(self):
        self.join()
        clock = self.enterContext(time_machine.travel(self.catapult.now, tick=False))
        self.enterContext(self.catapult.frozen_with(clock))

        self.club.post("/code", data={"phone": self.ann.number})
        self.catapult.advance(601)

        login = {"phone": self.ann.number, "code": self.ann.replies[-1].otp}
        self.assertEqual(self.club.post("/login", data=login).status_code, 403)

    def test_a_picture_of_a_member_is_kept(self):
        self.join()

        self.ann.send_picture(b"\x89PNG picture", name="party.png")

        self.assertEqual(self.ann.wait_for_reply().text, "Thank you for 1 picture(s).")
        self.assertEqual(self.club.application.extensions["pictures"], [b"\x89PNG picture"])

    def test_news_are_not_lost_in_silence(self):
        self.join()
        self.catapult.faults.add(
            Fault("rest", path="messages", error="message-rate-limit", times=1)
        )

        with self.assertLogs("club", "ERROR"):
            news = self.club.post("/news", data={"text": "We meet on Monday."})

        self.assertEqual(news.status_code, 500)
        self.catapult.assert_none_sent(text="We meet on Monday.")

"""A club that people join by text message. It sends news and login codes, and keeps pictures."""

import secrets
import time
from typing import Any

import requests
from flask import Flask, abort, request

API = "https://api.catapult.inetwork.com/v1/users"
CODE_SECONDS = 10 * 60


def create_app(user_id: str, token: str, secret: str, number: str) -> Flask:
    """The app, with the credentials of its account and the number that people text."""
    app = Flask("club")
    members: set[str] = set()
    invited: set[str] = set()
    codes: dict[str, tuple[str, float]] = {}  # phone -> code, and when it was sent
    pictures: list[bytes] = app.extensions.setdefault("pictures", [])

    def send(to: str, text: str) -> None:
        body = {"from": number, "to": to, "text": text}
        url = f"{API}/{user_id}/messages"
        requests.post(url, json=body, auth=(token, secret), timeout=10).raise_for_status()

    def answer(event: dict[str, Any]) -> str:
        phone, word = event["from"], event["text"].strip().upper()
        if word == "JOIN":
            invited.add(phone)
            return "Reply YES to get news of the club, STOP to end."
        if word == "YES" and phone in invited:
            members.add(phone)
            return "Welcome to the club!"
        if word == "STOP":
            members.discard(phone)
            return "You get no more news."
        if phone in members and event.get("media"):
            found = [requests.get(url, auth=(token, secret), timeout=10) for url in event["media"]]
            images = [each.content for each in found if "image" in each.headers["Content-Type"]]
            pictures.extend(images)
            return f"Thank you for {len(images)} picture(s)."
        return "Text JOIN to join the club."

    @app.post("/sms")
    def incoming() -> str:
        event = request.get_json()
        if event["eventType"] in ("sms", "mms"):  # else the receipt of a message of ours
            send(event["from"], answer(event))
        return ""

    @app.post("/news")
    def news() -> str:
        for member in sorted(members):
            send(member, request.form["text"])
        return f"sent to {len(members)}"

    @app.post("/code")
    def code() -> str:
        phone = request.form["phone"]
        if phone not in members:
            abort(404)
        codes[phone] = f"{secrets.randbelow(1_000_000):06}", time.time()
        send(phone, f"Your club code is {codes[phone][0]}. It works for ten minutes.")
        return "sent"

    @app.post("/login")
    def login() -> str:
        code, sent_at = codes.pop(request.form["phone"], ("", 0.0))
        if code != request.form["code"] or time.time() > sent_at + CODE_SECONDS:
            abort(403)
        return "welcome"

    return app

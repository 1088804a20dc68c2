"""The same club as an async app: FastAPI and httpx."""

import secrets
import time
from typing import Annotated, Any

import httpx
from fastapi import Body, FastAPI, HTTPException

API = "https://api.catapult.inetwork.com/v1/users"
CODE_SECONDS = 10 * 60
Text = Annotated[str, Body()]


def create_app(user_id: str, token: str, secret: str, number: str) -> FastAPI:
    """The app, with the credentials of its account and the number that people text."""
    app = FastAPI()
    members: set[str] = set()
    invited: set[str] = set()
    codes: dict[str, tuple[str, float]] = {}  # phone -> code, and when it was sent
    pictures: list[bytes] = []
    app.state.pictures = pictures

    def service() -> httpx.AsyncClient:
        return httpx.AsyncClient(auth=(token, secret), timeout=10)

    async def send(to: str, text: str) -> None:
        body = {"from": number, "to": to, "text": text}
        async with service() as client:
            sent = await client.post(f"{API}/{user_id}/messages", json=body)
        sent.raise_for_status()

    async def keep_pictures(urls: list[str]) -> int:
        async with service() as client:
            found = [await client.get(url) for url in urls]
        images = [each.content for each in found if "image" in each.headers["Content-Type"]]
        pictures.extend(images)
        return len(images)

    async def answer(event: dict[str, Any]) -> str:
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
            return f"Thank you for {await keep_pictures(event['media'])} picture(s)."
        return "Text JOIN to join the club."

    @app.post("/sms")
    async def incoming(event: Annotated[dict[str, Any], Body()]) -> None:
        if event["eventType"] in ("sms", "mms"):  # else the receipt of a message of ours
            await send(event["from"], await answer(event))

    @app.post("/news")
    async def news(text: Annotated[str, Body(embed=True)]) -> str:
        for member in sorted(members):
            await send(member, text)
        return f"sent to {len(members)}"

    @app.post("/code")
    async def code(phone: Annotated[str, Body(embed=True)]) -> str:
        if phone not in members:
            raise HTTPException(404)
        codes[phone] = f"{secrets.randbelow(1_000_000):06}", time.time()
        await send(phone, f"Your club code is {codes[phone][0]}. It works for ten minutes.")
        return "sent"

    @app.post("/login")
    async def login(phone: Text, code: Text) -> str:
        expected, sent_at = codes.pop(phone, ("", 0.0))
        if code != expected or time.time() > sent_at + CODE_SECONDS:
            raise HTTPException(403)
        return "welcome"

    return app

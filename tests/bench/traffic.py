"""The traffic: messages of a realistic shape, and their requests as bytes."""

import json
from base64 import b64encode
from random import Random

USER_ID, TOKEN, SECRET = "u-bench", "t-bench", "bench-secret"
AUTHORIZATION = "Basic " + b64encode(f"{TOKEN}:{SECRET}".encode()).decode()
LINE = "+19195551212"
OTHER_LINES = ("+19195551213", "+19195551214")
DESTINATIONS = [f"+1919{2_000_000 + place:07}" for place in range(5000)]
REGULAR = "+19196660001"  # one message of twenty goes to it
TEXT = "Your order 4711 has been shipped and will be with you tomorrow between 9 and 12."
MESSAGES = f"/v1/users/{USER_ID}/messages"
PHONE_NUMBERS = f"/v1/users/{USER_ID}/phoneNumbers"


def destination(random: Random) -> str:
    """A person to send to: REGULAR for one of twenty messages, else one of DESTINATIONS."""
    return REGULAR if random.random() < 0.05 else random.choice(DESTINATIONS)


def message_body(to: str, **more: object) -> bytes:
    """The body of a POST that sends one message."""
    return json.dumps({"from": LINE, "to": to, "text": TEXT, **more}).encode()


def post(path: str, body: bytes) -> bytes:
    """A whole POST request, as a client writes it."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {AUTHORIZATION}\r\n"
        f"User-Agent: bench\r\nAccept: */*\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def get(path: str) -> bytes:
    """A whole GET request, as a client writes it."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {AUTHORIZATION}\r\n"
        f"User-Agent: bench\r\nAccept: */*\r\n\r\n"
    ).encode()


def posts(count: int = 500, path: str = MESSAGES) -> list[bytes]:
    """Requests that send messages to many people."""
    random = Random(1)
    return [post(path, message_body(destination(random))) for _ in range(count)]

"""Visitor: a browser without a screen: gets pages, fills forms, and follows redirects."""

import re
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import Flask

from builders import Response, environ_of, run

FORM = "application/x-www-form-urlencoded"
OWN = "http://simulator.test:8080"


class Page(NamedTuple):
    """A page: its status, its headers, its HTML."""

    status: int
    headers: dict[str, str]
    html: str

    @property
    def text(self) -> str:
        """The words of the page, each gap one space."""
        body = re.sub(r"<(style|script)\b.*?</\1>", " ", self.html, flags=re.DOTALL)
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())

    def part(self, name: str) -> str:
        """The words of the region with this id, to the end of the page."""
        return Page(0, {}, self.html.partition(f' id="{name}"')[2].partition(">")[2]).text

    def links(self) -> list[str]:
        return [unescape(link) for link in re.findall(r'href="([^"]*)"', self.html)]


class Visitor:
    """Visits the pages of one application."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def get(self, path: str, **environ: Any) -> Page:
        return _page(run(self.app, environ_of("GET", path) | environ))

    def post(self, path: str, fields: dict[str, str], **environ: Any) -> Page:
        """Send a form as a page of the simulator does."""
        body = urlencode(fields).encode()
        whole = environ_of("POST", path, body) | {"CONTENT_TYPE": FORM, "HTTP_ORIGIN": OWN}
        return _page(run(self.app, whole | environ))

    def send(self, path: str, fields: dict[str, str], **environ: Any) -> Page:
        """Send a form, and get the page to which it leads."""
        answer = self.post(path, fields, **environ)
        assert answer.status == 303, answer.text
        return self.get(answer.headers["location"])


def _page(response: Response) -> Page:
    return Page(response.status, response.headers, response.body.decode())

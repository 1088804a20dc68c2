"""Visitor: a browser without a screen and without JavaScript: it gets pages, and sends forms."""

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

    def fields(self, action: str, with_value: str = "") -> dict[str, str]:
        """The fields of the first form for `action`, as a browser would send them: inputs and text
        areas. `with_value`: the first one with such a field."""
        forms = re.findall(
            rf'<form[^>]*action="{re.escape(action)}"(.*?)</form>', self.html, re.DOTALL
        )
        found = ({**_inputs(form), **_areas(form)} for form in forms)
        return next(each for each in found if not with_value or with_value in each.values())

    def images(self) -> list[str]:
        return [unescape(image) for image in re.findall(r'<img src="([^"]*)"', self.html)]

    def lines(self, program: str) -> list[str]:
        """The lines to copy that call a program."""
        shown = re.findall(r'<pre class="copy">([^<]*)</pre>', self.html)
        return [line for line in map(unescape, shown) if line.startswith(f"{program} ")]

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

    def upload(self, path: str, fields: dict[str, str], name: str, content: bytes) -> Page:
        """Send a form with a picture, and get the page to which it leads."""
        answer = self.post_file(path, fields, "picture", name, content)
        assert answer.status == 303, answer.text
        return self.get(answer.headers["location"])

    def post_file(
        self, path: str, fields: dict[str, str], field: str, name: str, content: bytes
    ) -> Page:
        """Send a form with a file in a field; an empty `name` means that none was chosen."""
        parts = [
            f'--b\r\nContent-Disposition: form-data; name="{each}"\r\n\r\n{value}\r\n'.encode()
            for each, value in fields.items()
        ]
        head = f'--b\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
        body = b"".join([*parts, head.encode(), content, b"\r\n--b--\r\n"])
        type_ = {"CONTENT_TYPE": "multipart/form-data; boundary=b", "HTTP_ORIGIN": OWN}
        return _page(run(self.app, environ_of("POST", path, body) | type_))

    def get_bytes(self, path: str) -> bytes:
        return run(self.app, environ_of("GET", path)).body

    def send(self, path: str, fields: dict[str, str], **environ: Any) -> Page:
        """Send a form, and get the page to which it leads."""
        answer = self.post(path, fields, **environ)
        assert answer.status == 303, answer.text
        return self.get(answer.headers["location"])


def _inputs(form: str) -> dict[str, str]:
    found = re.findall(r'<input[^>]* name="([^"]*)"[^>]* value="([^"]*)"', form)
    return {name: unescape(value) for name, value in found}


def _areas(form: str) -> dict[str, str]:
    """A browser drops the first line break of a text area."""
    found = re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL)
    return {name: unescape(value) for name, value in found}


def _page(response: Response) -> Page:
    return Page(response.status, response.headers, response.body.decode())

"""Guards: who may send forms, what a page may load, and what is said where there is no page."""

import gzip
import re

import pytest
from flask import Flask

from builders import LINE, PERSON, environ_of, run
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from pages.phone.visitor import Visitor


def test_the_policy_lets_a_page_load_from_the_simulator_only(
    visitor: Visitor, tenant: Tenant
) -> None:
    policy = visitor.get("/").headers["content-security-policy"]

    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert not re.search(r"unsafe|https?:|\*|data:", policy)


def test_a_page_has_no_inline_script_style_or_handler(
    visitor: Visitor, line: PhoneNumber, home: str, tenant: Tenant
) -> None:
    tenant.receive_message(from_=PERSON, to=LINE, text="hello")

    html = visitor.get(home).html

    assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=|javascript:", html)


def test_htmx_may_neither_evaluate_nor_write_styles(visitor: Visitor, tenant: Tenant) -> None:
    html = visitor.get("/").html

    assert "&#34;allowEval&#34;: false" in html
    assert "&#34;includeIndicatorStyles&#34;: false" in html


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_HOST": "rebound.evil.example"},
    ],
)
def test_a_form_of_another_site_changes_nothing(
    visitor: Visitor, line: PhoneNumber, tenant: Tenant, home: str, environ: dict[str, str]
) -> None:
    answer = visitor.post(f"{home}/with/{PERSON}", {"to": LINE, "text": "hi"}, **environ)

    assert answer.status == 403
    assert len(tenant.messages) == 0


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_a_form_of_the_page_is_taken(
    visitor: Visitor, line: PhoneNumber, tenant: Tenant, home: str, site: str
) -> None:
    answer = visitor.post(
        f"{home}/with/{PERSON}", {"to": LINE, "text": "hi"}, HTTP_SEC_FETCH_SITE=site
    )

    assert answer.status == 303
    assert len(tenant.messages) == 1


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/phone/u-nobody", "u-nobody"),
        ("/phone/<b>", "<b>"),
        ("/phone/x/y/z", "There is no page"),
        ("/phone/@accounts?account=u-x", "There is no page"),
    ],
)
def test_what_is_not_there_is_said_in_a_page(visitor: Visitor, path: str, words: str) -> None:
    answer = visitor.get(path)

    assert answer.status == 404
    assert words in answer.text
    assert "<b>" not in answer.html


def test_an_open_page_of_a_closed_account_goes_to_the_beginning(visitor: Visitor) -> None:
    answer = visitor.get("/phone/u-nobody/feed?after=3", HTTP_HX_REQUEST="true")

    assert answer.headers["hx-redirect"] == "/"


def test_a_form_that_is_too_large_is_refused(
    visitor: Visitor, line: PhoneNumber, home: str
) -> None:
    answer = visitor.post(f"{home}/with/{PERSON}", {"text": "x" * 9_000_000})

    assert answer.status == 413
    assert "8 MiB" in answer.text


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("htmx.min.js", "text/javascript"),
        ("phone.js", "text/javascript"),
        ("simple.min.css", "text/css"),
        ("phone.css", "text/css"),
        ("htmx.LICENSE.txt", "text/plain"),
        ("simple.LICENSE.txt", "text/plain"),
    ],
)
def test_static_files_are_compressed_and_kept(app: Flask, name: str, type_: str) -> None:
    plain = run(app, environ_of("GET", f"/static/{name}"))
    packed = run(app, environ_of("GET", f"/static/{name}") | {"HTTP_ACCEPT_ENCODING": "gzip, br"})

    assert plain.headers["content-type"] == f"{type_}; charset=utf-8"
    assert "immutable" in plain.headers["cache-control"]
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body


@pytest.mark.parametrize("name", ["", "nothing.js", "rapidoc-min.js", "..%2F__init__.py"])
def test_no_other_file_is_served(app: Flask, name: str) -> None:
    assert run(app, environ_of("GET", f"/static/{name}")).status == 404


def test_the_script_of_the_page_is_short(app: Flask) -> None:
    script = run(app, environ_of("GET", "/static/phone.js")).body

    assert script.count(b"\n") < 100


def test_a_page_weighs_less_than_sixty_kilobytes(
    app: Flask, visitor: Visitor, line: PhoneNumber, tenant: Tenant, home: str
) -> None:
    for at in range(60):
        tenant.receive_message(from_=PERSON, to=LINE, text=f"text number {at} of this person")
    asked = {"HTTP_ACCEPT_ENCODING": "gzip"}

    page = run(app, environ_of("GET", home) | asked).body
    paths = re.findall(r'(?:src|href)="(/static/[^"]+)"', visitor.get(home).html)
    files = [run(app, environ_of("GET", path) | asked).body for path in set(paths)]

    assert len(paths) >= 5
    assert sum(map(len, [page, *files])) < 60_000

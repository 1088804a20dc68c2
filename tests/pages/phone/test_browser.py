"""The phone in a real browser, played by clicks and typing only."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from builders import LINE, PERSON
from catapult_simulator import Server, Simulator
from catapult_simulator.core.tenant import Tenant
from pages.axe import axe_source, serious_violations
from pages.browser import chromium
from pages.phone.shop import Shop

WIDTHS = (360, 768, 1440)
SCHEMES = ("light", "dark")
OTHERS = (
    "journal",
    "trigger",
    "answers",
    "faults",
    "numbers",
    "clock",
    "magic",
    "rules",
    "about",
    "../@accounts",
)

Open = Callable[..., Any]
# A poll that a closed page gives up, or that finds no server.
_UNANSWERED = re.compile(r"^htmx:(afterRequest|sendAbort|sendError)|net::ERR_")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(Simulator(clock="wall")) as server:
        yield server


@pytest.fixture
def tenant(server: Server) -> Tenant:
    return server.simulator.open_tenant("u-shop", "t-shop", "s3cret")


@pytest.fixture
def shop(server: Server, tenant: Tenant) -> Iterator[Shop]:
    """An app that answers each text by itself."""
    with Shop(server, tenant) as shop:
        yield shop


@pytest.fixture
def visit(browser: Any, server: Server) -> Iterator[Open]:
    """Opens a page; in the end, nothing was complained of and no other host was asked."""
    contexts, complaints, asked = [], [], []

    def visit(path: str = "/", width: int = 1200, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(server.url + path)
        return page

    yield visit
    for context in contexts:
        context.close()
    foreign = [url for url in asked if not url.startswith(f"{server.url}/")]
    assert (foreign, [each for each in complaints if not _UNANSWERED.search(each)]) == ([], [])


def connect(page: Any, shop: Shop) -> None:
    page.fill("#app-url", shop.url)
    page.click(".connect button.primary")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_clicks_and_typing_lead_from_nothing_to_the_reply(
    visit: Open, shop: Shop, width: int, scheme: str
) -> None:
    page = visit(width=width, color_scheme=scheme)

    connect(page, shop)
    page.locator(".bubble.app", has_text="You said: Hello").wait_for()
    page.fill("#text", "open today?")
    page.locator("#segments", has_text="1 segment · GSM-7").wait_for()
    page.keyboard.press("Enter")
    page.locator(".bubble.app", has_text="You said: open today?").wait_for()

    page.locator("#report", has_text="Your app took it: 200").wait_for()

    assert page.input_value("#text") == ""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_connecting_ends_at_the_conversation_though_news_come_meanwhile(
    visit: Open, shop: Shop
) -> None:
    page = visit()
    held: list[Any] = []
    page.route("**/connect", lambda route: held.append(route))
    page.fill("#app-url", shop.url)
    with page.expect_request("**/connect"):
        page.evaluate("document.querySelector('.connect form').requestSubmit()")
    with page.expect_response("**/feed?*") as news:
        shop.tenant.connect(shop.url, number=LINE)
        shop.tenant.start_receiving(from_=PERSON, to=LINE, text="meanwhile")
    assert news.value.headers["hx-refresh"] == "true"

    held[0].continue_()

    page.wait_for_url(f"**/phone/u-shop/with/{PERSON}")


def test_a_page_recovers_from_a_restart_by_itself(visit: Open, shop: Shop, server: Server) -> None:
    page = visit()
    connect(page, shop)
    page.locator(".bubble.app").wait_for()

    server.stop()
    page.locator("#gone").wait_for(state="visible")
    server.start()
    shop.tenant.start_receiving(from_=PERSON, to=LINE, text="back again")

    page.locator(".bubble.app", has_text="You said: back again").wait_for()
    page.locator("#gone").wait_for(state="hidden")


def test_the_keys_do_what_the_help_says(visit: Open, shop: Shop) -> None:
    page = visit()
    connect(page, shop)
    page.locator(".bubble.app").wait_for()
    page.locator("body").click(position={"x": 5, "y": 400})
    focused = "document.activeElement.id"

    page.keyboard.press("?")
    helped = page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    searching = page.evaluate(focused)
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    naming = page.evaluate(focused)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    row = page.evaluate(focused)
    page.keyboard.press("r")
    page.locator("#report", has_text="callback").locator(".exchange").nth(2).wait_for()

    assert (helped, searching, naming) == (True, "search", "new-person")
    assert row == "p" + PERSON.removeprefix("+")
    assert [each.json["text"] for each in shop.received()] == ["Hello", "Hello"]


def test_without_javascript_an_account_is_opened_filled_and_closed(
    visit: Open, server: Server
) -> None:
    page = visit(java_script_enabled=False)  # of a simulator without an account
    page.fill("[name=userId]", "u-new")
    page.click("button:text('Open') >> nth=0")
    page.click("nav >> text=Account")
    page.click("text=Choose or paste it")
    setup = {"name": "a.toml", "mimeType": "", "buffer": b'numbers = ["+19195557777"]'}
    page.set_input_files("[name=file]", setup)
    page.click("text=Start anew with it")
    numbers = server.simulator.tenant("u-new").phone_numbers.enabled()

    page.click("text=Close this account")
    page.click("text=Close now")
    still_there = page.url  # the box is not ticked
    page.check("[name=sure]")
    page.click("text=Close now")

    page.locator("h1", has_text="There is no account").wait_for()
    assert [each.number for each in numbers] == ["+19195557777"]
    assert still_there.endswith("/u-new/about")
    assert server.simulator.tenants() == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_serious(visit: Open, shop: Shop, scheme: str) -> None:
    source = axe_source()
    page = visit(color_scheme=scheme, reduced_motion="reduce")  # a bubble that fades in is pale
    found = {"empty": serious_violations(page, source)}
    connect(page, shop)
    page.locator(".bubble.app").wait_for()
    shop.stop()
    page.fill("#text", "is anybody there?")
    page.click("button.send")
    page.locator(".verdict.bad").wait_for()
    page.locator("details").evaluate_all("all => all.forEach(each => each.open = true)")
    found["talk"] = serious_violations(page, source)
    for name in OTHERS:
        page.goto(f"{shop.base}/phone/u-shop/{name}")
        found[name] = serious_violations(page, source)
    page.goto(f"{shop.base}/_simulator/docs/v1/messages_send")
    found["reference"] = serious_violations(page, source)

    assert {name: each for name, each in found.items() if each} == {}

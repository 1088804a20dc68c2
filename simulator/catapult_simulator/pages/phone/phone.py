"""The phone: a conversation, and what can be done in it."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.messages.inbox import Attachment
from catapult_simulator.core.messages.segments import count_segments, encoding
from catapult_simulator.core.people.pictures import picture
from catapult_simulator.core.people.scripted_people import number_of_person
from catapult_simulator.core.runner import AlreadyRunning
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone import same
from catapult_simulator.pages.phone.access import connection
from catapult_simulator.pages.phone.feed import feed_url
from catapult_simulator.pages.phone.frame import frame
from catapult_simulator.pages.phone.people import next_person
from catapult_simulator.pages.phone.rendering import html_response, render
from catapult_simulator.pages.phone.request import PageRequest, see_other, url_of
from catapult_simulator.pages.phone.screen import Choice, Screen, screen
from catapult_simulator.pages.phone.sentences import sentence_of
from catapult_simulator.pages.phone.views import regions
from catapult_simulator.web.response import Response

_NOTHING: Mapping[str, str] = {}
MAX_TEXT = 10_000  # characters that are counted while somebody types
LONG_TEXT = "This is a long text of more than one segment. " * 8
QUICK = ("STOP", "HELP", "YES", "😀")


class ConnectForm(NamedTuple):
    """The card that connects an app, as it was filled in, and why it was refused."""

    url: str = ""
    method: str = "POST"
    number: str = ""
    refusal: str = ""


def newest(request: PageRequest, tenant: Tenant) -> Response:
    """Show the conversation in which something happened last, or the way to connect an app."""
    return show(request, tenant, Choice())


def conversation(request: PageRequest, tenant: Tenant, person: str) -> Response:
    """Show the messages from and to a person."""
    before = request.query.get("before")
    return show(request, tenant, Choice(person=person, before=before))


def message(request: PageRequest, tenant: Tenant, message_id: str) -> Response:
    """Show a message in its conversation, and what the app did with it."""
    return show(request, tenant, Choice(message=message_id))


def send(request: PageRequest, tenant: Tenant, person: str) -> Response:
    """Send a text of the person. htmx gets an empty composer, a browser the conversation."""
    form = dict(request.form)
    try:
        person = number_of_person(person)
        line, text = _line(request, tenant), _text(request.form)
        receive(tenant, person, line, text, _media(request))
    except (CatapultError, ValueError) as error:
        return _refused(request, tenant, person, form, sentence_of(error))
    if not request.is_fragment:
        return see_other(url_of(tenant, "with", person))
    shown = screen(
        tenant, request.simulator.unmatched_requests, Choice(person=person), request.address
    )
    return html_response(request.environ, _composer(request, shown, {"to": form.get("to", "")}))


def new_person(request: PageRequest, tenant: Tenant) -> Response:
    """Go to the conversation with a person, who may be new."""
    try:
        number = number_of_person(request.form.get("number", ""))
    except ValueError as error:
        return show(request, tenant, Choice(), status=422, problem=sentence_of(error))
    return see_other(url_of(tenant, "with", number))


def segments(request: PageRequest, tenant: Tenant) -> Response:
    """Count the segments of a text that somebody types."""
    return html_response(request.environ, counted(request.form.get("text", "")))


def counted(text: str) -> str:
    """`2 segments · UCS-2 · 71 characters`; nothing for an empty text."""
    if not text:
        return ""
    several = "" if len(text) == 1 else "s"
    characters = f"{len(text)} character{several}"
    if len(text) > MAX_TEXT:
        return characters
    count = count_segments(text)
    return f"{count} segment{'' if count == 1 else 's'} · {encoding(text)} · {characters}"


def show(
    request: PageRequest, tenant: Tenant, choice: Choice, *, status: int = 200, **more: Any
) -> Response:
    """The page of the phone."""
    shown = screen(tenant, request.simulator.unmatched_requests, choice, request.address)
    texts = regions(shown)
    composer = _composer(request, shown, more.pop("form", _NOTHING), more.pop("refusal", ""))
    values = {
        **frame(request, tenant, "phone"),
        "screen": shown,
        "regions": texts,
        "feed_url": feed_url(shown, texts, asked=choice),
        "composer": composer,
        "next_person": next_person(tenant),
        "connection": connection(request.address, tenant),
        "connect": ConnectForm(),
        "same_connect": same.connect(request.address, tenant, shown.line or shown.free_number),
        "problem": "",
        **more,
    }
    return html_response(request.environ, render("phone.html", **values), status)


def receive(
    tenant: Tenant, person: str, to: str, text: str, media: Sequence[str | Attachment] = ()
) -> None:
    """On virtual time the app has been called when this returns; else the feed shows it."""
    take = tenant.receive_message if tenant.can_advance else tenant.start_receiving
    with suppress(AlreadyRunning):  # it was received; the call that is running delivers it
        take(from_=person, to=to, text=text, media=media)


def _text(form: Mapping[str, str]) -> str:
    """The text of a quick reply, if one was chosen."""
    return form.get("quick") or form.get("text", "")


def _line(request: PageRequest, tenant: Tenant) -> str:
    if to := request.form.get("to", ""):
        return to
    numbers = [each.number for each in tenant.phone_numbers.enabled()]
    if not numbers:
        raise ValueError(f"account {tenant.user_id} has no number to text; connect an app first")
    if len(numbers) > 1:
        raise ValueError(f"account {tenant.user_id} has {len(numbers)} numbers; choose one")
    return numbers[0]


def _media(request: PageRequest) -> Sequence[Attachment]:
    file = request.file("picture")
    return () if file is None else (picture(file.read(), file.filename),)


def _refused(
    request: PageRequest, tenant: Tenant, person: str, form: Mapping[str, str], sentence: str
) -> Response:
    """The composer with what was typed, and what is wrong with it."""
    choice = Choice(person=person)
    if not request.is_fragment:
        return show(request, tenant, choice, status=422, form=form, refusal=sentence)
    shown = screen(tenant, request.simulator.unmatched_requests, choice, request.address)
    return html_response(request.environ, _composer(request, shown, form, sentence), 422)


def _composer(
    request: PageRequest, shown: Screen, form: Mapping[str, str], refusal: str = ""
) -> str:
    """The form in which a text is typed."""
    to = form.get("to") or shown.line or ""
    person = shown.thread.person or ""
    return render(
        "composer.html",
        screen=shown,
        person=person,
        text=form.get("text", ""),
        to=to,
        refusal=refusal,
        quick=QUICK,
        long_text=LONG_TEXT.strip(),
        same=same.receive(request.address, shown.tenant, person, to),
        counted=counted(form.get("text", "")),
    )

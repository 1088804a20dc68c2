"""The beginning: the first account, and the card that connects an app to it."""

from catapult_simulator.core.catalogue import CatapultError
from catapult_simulator.core.people.scripted_people import number_of_person
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.urls import with_scheme
from catapult_simulator.pages.phone import accounts, phone
from catapult_simulator.pages.phone.acts import callback_method
from catapult_simulator.pages.phone.people import FIRST_PERSON
from catapult_simulator.pages.phone.request import PageRequest, see_other, url_of
from catapult_simulator.pages.phone.screen import Choice
from catapult_simulator.pages.phone.sentences import sentence_of
from catapult_simulator.web.response import Response

TRIAL = "Hello"


def home(request: PageRequest) -> Response:
    """Show the account that was opened first, or how to open one."""
    tenants = request.simulator.tenants()
    if not tenants:
        return accounts.show(request)
    return phone.newest(request, tenants[0])


def connect_app(request: PageRequest, tenant: Tenant) -> Response:
    """Order the number, make the application, bind it, and send a trial text."""
    form = request.form
    url, method = form.get("url", "").strip(), form.get("method", "POST")
    try:
        person = number_of_person(form.get("person") or f"+1{FIRST_PERSON}")
        wanted = form.get("number") or None
        number = tenant.connect(
            with_scheme(url), number=wanted, method=callback_method(method)
        ).number
    except (CatapultError, ValueError, TypeError) as error:
        filled_in = phone.ConnectForm(url, method, form.get("number", ""), sentence_of(error))
        return phone.show(request, tenant, Choice(), status=422, connect=filled_in)
    try:
        if text := form.get("text", TRIAL).strip():
            phone.receive(tenant, person, number, text)
    except (CatapultError, ValueError) as error:
        choice = Choice(person=person)
        return phone.show(request, tenant, choice, status=422, problem=sentence_of(error))
    return see_other(url_of(tenant, "with", person))

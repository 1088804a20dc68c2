"""Numbers and applications: order and release, create, edit and delete."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from catapult_simulator.core.applications import Application
from catapult_simulator.core.connecting import next_number
from catapult_simulator.core.numbers.phone_numbers import PhoneNumber
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.core.urls import with_scheme
from catapult_simulator.pages.phone import same
from catapult_simulator.pages.phone.acts import Filled, done, given, whole
from catapult_simulator.pages.phone.command_lines import Same
from catapult_simulator.pages.phone.frame import frame
from catapult_simulator.pages.phone.rendering import html_response, render
from catapult_simulator.pages.phone.request import PageRequest
from catapult_simulator.web.response import Response

_SHOWN = 200
_CHANGED = {
    "url": "incoming_message_url",
    "fallback": "incoming_message_fallback_url",
}


def numbers(
    request: PageRequest, tenant: Tenant, *, problem: str = "", status: int = 200
) -> Response:
    """Show the numbers and the applications of an account."""
    enabled = tenant.phone_numbers.enabled()
    applications = tenant.applications.find()
    refused = request.form if status == 422 else {}
    free = next_number(tenant.phone_numbers)
    text = render(
        "numbers.html",
        **frame(request, tenant, "numbers"),
        numbers=enabled[:_SHOWN],
        applications=applications[:_SHOWN],
        known={each.id for each in applications},
        more=max(0, len(enabled) - _SHOWN) + max(0, len(applications) - _SHOWN),
        next_number=free,
        problem=problem,
        ordered=Filled({} if "url" in refused else refused),
        fields_of=partial(_fields_of, refused),
        refused_id=refused.get("id", "") if "url" in refused else None,
        same_numbers=_same_numbers(request, tenant, free, enabled),
        same_applications=_same_applications(request, tenant, applications),
    )
    return html_response(request.environ, text, status)


def _same_numbers(
    request: PageRequest, tenant: Tenant, free: str, numbers: Sequence[PhoneNumber]
) -> list[Same]:
    order = same.order_number(request.address, tenant, free)
    acts = (same.update_number, same.release_number) if numbers else ()
    return [order, *(act(request.address, tenant, numbers[0].number) for act in acts)]


def _same_applications(
    request: PageRequest, tenant: Tenant, applications: Sequence[Application]
) -> list[Same]:
    create = same.create_application(request.address, tenant)
    acts = (same.update_application, same.delete_application) if applications else ()
    return [create, *(act(request.address, tenant, applications[0].id) for act in acts)]


def _fields_of(refused: dict[str, str], application: Application | None) -> dict[str, Any]:
    """The values of an application's form: what was typed, where it was refused, else what is."""
    if "url" in refused and refused.get("id", "") == (application.id if application else ""):
        return Filled(refused)
    if application is None:
        return Filled(name="shop", method="POST")
    return {
        "name": application.name,
        "url": application.incoming_message_url,
        "method": application.callback_http_method.upper(),
        "fallback": application.incoming_message_fallback_url,
        "timeout": application.incoming_message_url_callback_timeout,
    }


def order(request: PageRequest, tenant: Tenant) -> Response:
    """Order a number."""
    form = request.form
    return done(
        request,
        tenant,
        "numbers",
        numbers,
        lambda: tenant.phone_numbers.allocate(
            form.get("number", ""),
            name=given(form, "name"),
            application_id=given(form, "application"),
        ),
    )


def change_number(request: PageRequest, tenant: Tenant) -> Response:
    """Rename a number and give it to an application, or release it."""
    form = request.form
    number = form.get("number", "")
    if "release" in form:
        return done(
            request, tenant, "numbers", numbers, lambda: tenant.phone_numbers.release(number)
        )
    changes: Any = {"application_id": given(form, "application")}
    if "name" in form:
        changes["name"] = given(form, "name")
    return done(
        request, tenant, "numbers", numbers, lambda: tenant.phone_numbers.update(number, changes)
    )


def create(request: PageRequest, tenant: Tenant) -> Response:
    """Create an application."""
    form = request.form
    return done(
        request,
        tenant,
        "numbers",
        numbers,
        lambda: tenant.applications.create(form.get("name", ""), **_properties(form)),
    )


def change_application(request: PageRequest, tenant: Tenant) -> Response:
    """Change an application, or delete it."""
    form = request.form
    application_id = form.get("id", "")
    if "delete" in form:
        return done(
            request, tenant, "numbers", numbers, lambda: tenant.applications.delete(application_id)
        )

    def change() -> None:
        changes: Any = {"name": form.get("name", ""), **_properties(form)}
        tenant.applications.update(application_id, changes)

    return done(request, tenant, "numbers", numbers, change)


def _properties(form: dict[str, str]) -> dict[str, Any]:
    """URL, fallback, method and time-out."""
    properties: dict[str, Any] = {
        name: with_scheme(given(form, field) or "") or None for field, name in _CHANGED.items()
    }
    properties["callback_http_method"] = form.get("method", "POST").lower()
    properties["incoming_message_url_callback_timeout"] = whole(form, "timeout")
    return properties

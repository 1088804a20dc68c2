"""People who answer texts by themselves, and the names that callers have."""

from collections.abc import Iterable, Iterator
from itertools import count, takewhile
from typing import NamedTuple

from catapult_simulator.core.numbers.e164 import number_with_name
from catapult_simulator.core.people.script import AnswerFunction, Answers, Script
from catapult_simulator.core.tenant import Tenant
from catapult_simulator.pages.phone import same
from catapult_simulator.pages.phone.acts import Filled, done
from catapult_simulator.pages.phone.frame import frame
from catapult_simulator.pages.phone.people import next_person
from catapult_simulator.pages.phone.rendering import html_response, render
from catapult_simulator.pages.phone.request import PageRequest
from catapult_simulator.web.response import Response

_SHOWN = 200
_SPARE = 2  # empty rows of a form

Row = tuple[str, str]  # a pattern, and the answer to texts in which it is found


class ScriptedPerson(NamedTuple):
    """A person with the rows of the script, or with the name of a function of this process.
    `fields` are the rows of the form, with spare ones."""

    number: str
    rows: tuple[Row, ...]
    fields: tuple[Row, ...] = ()
    function: str | None = None


def answers(
    request: PageRequest, tenant: Tenant, *, problem: str = "", status: int = 200
) -> Response:
    """Show who answers, and who has a name."""
    form = Filled(request.form if status == 422 else {})
    everybody, names = tenant.people.all(), tenant.number_info.names
    people = [_person(*each, form) for each in list(everybody.items())[:_SHOWN]]
    is_new = "answer-0" in form and form["number"] not in everybody
    text = render(
        "answers.html",
        **frame(request, tenant, "answers"),
        people=people,
        names=list(names.items())[:_SHOWN],
        more=max(0, len(everybody) - _SHOWN) + max(0, len(names) - _SHOWN),
        new_number=form["number"] if is_new else next_person(tenant),
        new_rows=_with_spare(_rows(form) if is_new else ()),
        problem=problem,
        form=form,
        same=[act(request.address, tenant) for act in (same.script, same.silence)],
        name=same.name_number(request.address, tenant),
    )
    return html_response(request.environ, text, status)


def script_person(request: PageRequest, tenant: Tenant) -> Response:
    """Let a person answer, or answer no more."""
    form = request.form
    number = form.get("number", "")
    if "remove" in form:
        return done(request, tenant, "answers", answers, lambda: tenant.people.remove(number))
    return done(
        request,
        tenant,
        "answers",
        answers,
        lambda: tenant.people.set(number, Script.of(_script(form))),
    )


def name_number(request: PageRequest, tenant: Tenant) -> Response:
    """Give a number a caller name; without one, it has none."""
    form = request.form

    def name() -> None:
        number = number_with_name(form.get("number", ""))
        tenant.number_info.name(number, form.get("name", "").strip())

    return done(request, tenant, "answers", answers, name)


def _person(number: str, script: Script | AnswerFunction, form: dict[str, str]) -> ScriptedPerson:
    """With the fields of the form that was refused, if it is about this person."""
    if not isinstance(script, Script):
        return ScriptedPerson(number, (), function=getattr(script, "__qualname__", repr(script)))
    rows = tuple((row.pattern, text) for row in script.rows for text in row.texts or ("",))
    is_refused = "answer-0" in form and form["number"] == number
    return ScriptedPerson(number, rows, _with_spare(_rows(form) if is_refused else rows))


def _script(form: dict[str, str]) -> Answers:
    """The answers of each pattern; one that is given twice has two. Raises ValueError."""
    found: dict[str, list[str]] = {}
    for pattern, text in _rows(form):
        found.setdefault(pattern, []).extend([text] if text else [])
    if not found:
        raise ValueError("no answer; write what the person answers, or a pattern without an answer")
    return found


def _rows(form: dict[str, str]) -> Iterator[Row]:
    """The rows in which something stands."""
    for at in takewhile(lambda at: f"answer-{at}" in form, count()):
        pattern, text = form.get(f"when-{at}", ""), form[f"answer-{at}"]
        if pattern or text.strip():
            yield pattern, text if text.strip() else ""


def _with_spare(rows: Iterable[Row]) -> tuple[Row, ...]:
    return (*rows, *[("", "")] * _SPARE)

"""Setups: accounts as a file, which is downloaded, chosen or pasted; problems with their place."""

import json
from collections.abc import Callable, Mapping
from typing import NamedTuple

from catapult_simulator.core.setups.declared import declared
from catapult_simulator.core.setups.problems import LocatedProblem, SetupError
from catapult_simulator.core.setups.setup import Setup
from catapult_simulator.pages.phone.acts import REFUSALS
from catapult_simulator.pages.phone.request import PageRequest, see_other
from catapult_simulator.pages.phone.sentences import sentence_of
from catapult_simulator.web.response import NO_CACHE, Response

_SHOWN = 120  # characters of the line with a problem, and of what is before it
_BEFORE = 40


class Text(NamedTuple):
    """A setup as it was sent: the name of its file, or `text` for a pasted one."""

    name: str
    text: str


class ShownProblem(NamedTuple):
    """A problem with its place, and the line of the text up to it and from it on."""

    place: str
    sentence: str
    before: str
    at: str


def text_of(request: PageRequest) -> Text:
    """The file of the form, or the text. Raises ValueError where there is neither, or both."""
    file, pasted = request.file("file"), request.form.get("setup", "")
    if file is None and not pasted.strip():
        raise ValueError("no setup; choose a file, or paste one in JSON or TOML")
    if file is None:
        return Text("text", pasted)
    name = str(file.filename)
    if pasted.strip():
        raise ValueError(f"both {name} and a text; give one of them")
    try:
        return Text(name, file.read().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError(f"{name}: byte {error.start + 1} is no UTF-8") from None


def setup_of(sent: Text) -> Setup:
    """Raises SetupError. Files that the text names are not read: they are on another machine."""
    return Setup.of_text(sent.text, sent.name)


def started(
    request: PageRequest,
    apply: Callable[[Setup], object],
    show: Callable[..., Response],
    then: str,
    refusals: tuple[type[Exception], ...] = REFUSALS,
) -> Response:
    """`apply` the setup of the form and go to `then`; where it is refused, `show` that with why and
    where."""
    sent = None
    try:
        sent = text_of(request)
        apply(setup_of(sent))
    except refusals as error:
        found = shown_problems(error, sent)
        return show(problem=sentence_of(error), problems=found, sent=sent, status=422)
    return see_other(then)


def shown_problems(error: Exception, sent: Text | None) -> list[ShownProblem]:
    """The problems of a SetupError, each with its place in the text; none of another error."""
    if not isinstance(error, SetupError) or sent is None:
        return []
    lines = sent.text.split("\n")
    return [_shown(problem, lines) for problem in error.problems]


def download(content: Mapping[str, object], name: str, *, is_bare: bool) -> Response:
    """A setup as a file; a bare one is without what has happened."""
    kept = declared(content) if is_bare else content
    headers = [
        ("Content-Type", "application/json"),
        ("Content-Disposition", f'attachment; filename="{name}.json"'),
        NO_CACHE,
    ]
    return Response(200, headers, json.dumps(kept, indent=2, ensure_ascii=False).encode())


def _shown(problem: LocatedProblem, lines: list[str]) -> ShownProblem:
    sentence = f"{problem.path}: {problem.sentence}" if problem.path else problem.sentence
    if problem.line is None or problem.column is None or problem.line > len(lines):
        return ShownProblem("", sentence, "", "")
    line, column = lines[problem.line - 1], problem.column - 1
    start = max(0, column - _BEFORE)
    place = f"line {problem.line}, column {problem.column}"
    return ShownProblem(place, sentence, line[start:column], line[column : start + _SHOWN])

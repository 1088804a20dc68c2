"""Kinds of apps: a URL, a WSGI application, an ASGI one, and what is none of them."""

from collections.abc import Callable
from functools import partial
from inspect import Parameter, iscoroutinefunction, signature
from typing import Any, Literal

RunKind = Literal["wsgi", "asgi"]
Kind = Literal["url"] | RunKind
_BY_POSITION = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
_ARGUMENTS: dict[int, RunKind] = {2: "wsgi", 3: "asgi"}


def kind_of(app: object) -> Kind:
    """The kind of `app`. Raises TypeError for what cannot be served."""
    if isinstance(app, str):
        return "url"
    if not callable(app) or isinstance(app, type):
        raise TypeError(f"app={app!r} is no app; {_ACCEPTED}")
    if _is_coroutine_function(app):
        return "asgi"
    for count, kind in _ARGUMENTS.items():
        if _takes(app, count):
            return kind
    raise TypeError(_no_app(app))


def _is_coroutine_function(app: Callable[..., Any]) -> bool:
    while isinstance(app, partial):
        app = app.func
    called = getattr(type(app), "__call__", None)  # noqa: B004 - to look at it
    return iscoroutinefunction(app) or iscoroutinefunction(called)


def _takes(app: Callable[..., Any], count: int) -> bool:
    """Whether `app` takes `count` arguments by position, and does not need others."""
    try:
        parameters = signature(app).parameters.values()
    except (TypeError, ValueError):  # a callable of an extension module has none
        return count == 2
    needed = [each for each in parameters if each.default is Parameter.empty]
    by_position = [each for each in needed if each.kind in _BY_POSITION]
    by_name = [each for each in needed if each.kind is Parameter.KEYWORD_ONLY]
    many = any(each.kind is Parameter.VAR_POSITIONAL for each in needed)
    fits = len(by_position) <= count if many else len(by_position) == count
    return fits and not by_name


def _no_app(app: object) -> str:
    name = getattr(app, "__name__", None)
    if name is None:
        return f"app={app!r} is neither a WSGI application nor an ASGI one; {_ACCEPTED}"
    return (
        f"app={name} is neither a WSGI application nor an ASGI one: it takes other arguments; "
        f"if it makes the app, call it: serve({name}())"
    )


_ACCEPTED = (
    "pass a WSGI application (Flask, Django), an ASGI one (FastAPI, Starlette), or the URL of an "
    "app that runs already"
)

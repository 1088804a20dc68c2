"""The limits of a phone: the numbers, the text and the media of an inbound message."""

from collections.abc import Iterator, Sequence

from catapult_simulator.core.limits import MAX_TEXT
from catapult_simulator.core.masking import masked_url
from catapult_simulator.core.numbers import e164
from catapult_simulator.core.urls import is_url

_SHOWN = 80  # characters of a value that an error repeats


def require_sendable(
    from_: str, to: str, text: str = "", media: Sequence[object] = (), **_: object
) -> None:
    """Raises ValueError, which names the property, its value and what fits.

    Of `media`, texts must be URLs; files are accepted. Numbers may be written loosely.
    """
    if problem := next(_problems(from_, to, text, media), None):
        raise ValueError(problem)


def _problems(from_: str, to: str, text: str, media: Sequence[object]) -> Iterator[str]:
    for name, number in (("from", from_), ("to", to)):
        if not e164.is_sender(e164.normalize(number)):
            yield (
                f"{name}: {_shown(number)} is no phone number; use E.164, such as +19195550001, "
                "or a short code of 3 to 8 digits"
            )
    if len(text) > MAX_TEXT:
        yield f"text has {len(text)} characters; use at most {MAX_TEXT}"
    if not text and not media:
        yield "text: '' without media is no message; give a text, media, or both"
    for at, medium in enumerate(media):
        if isinstance(medium, str) and not is_url(medium):
            yield f"media.{at}: {_shown(masked_url(medium))} {_NO_URL}"


_NO_URL = "is no URL; use one that begins with http:// or https://"


def _shown(value: str) -> str:
    return repr(value if len(value) <= _SHOWN else value[:_SHOWN] + "…")

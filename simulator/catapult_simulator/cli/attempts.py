"""Attempts to call an app back, printed: the payload, and the response or the problem."""

import json

import click

from catapult_simulator.cli.client import Json

# Properties of an attempt; all others are the payload of its callback.
_OWN = ("method", "url", "fallback", "status", "answer", "problem", "explanation", "seconds")


def print_attempt(attempt: Json) -> None:
    """Print URL, payload and result of one attempt, as the journal describes it."""
    payload = {name: value for name, value in attempt.items() if name not in _OWN}
    fallback = "  (fallback)" if attempt.get("fallback") else ""
    click.echo(f"\n{attempt['method']} {attempt['url']}{fallback}")
    click.echo(_indented(json.dumps(payload, indent=2, ensure_ascii=False)))
    if "status" in attempt:
        click.echo(f"  -> {attempt['status']} in {attempt['seconds']} s")
        click.echo(_indented(attempt["answer"], by="     "), nl=bool(attempt["answer"]))
        return
    click.echo(f"  -> {attempt['problem']}: {attempt['explanation']}")


def require_accepted(attempt: Json) -> None:
    """Raise ClickException unless the app answered with 2xx."""
    if "problem" in attempt:
        raise click.ClickException("the app did not accept the callback")


def _indented(text: str, by: str = "  ") -> str:
    return "\n".join(f"{by}{line}" for line in text.splitlines())

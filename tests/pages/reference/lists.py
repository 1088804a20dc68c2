"""The paths of the lists and documents, and of an operation."""

from flask import Flask

from builders import Response, environ_of, run

LISTS = {"v1": "/_simulator/docs", "control": "/_simulator/docs/control"}
DOCUMENTS = {"v1": "/_simulator/openapi-v1.json", "control": "/_simulator/openapi.json"}
SEND = "/_simulator/docs/v1/messages_send"
NUMBER, PERSON = "+19195551212", "+19195550001"


def document(app: Flask, api: str, **environ: str) -> Response:
    return run(app, environ_of("GET", DOCUMENTS[api]) | environ)

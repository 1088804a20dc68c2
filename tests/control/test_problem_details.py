"""Errors of the control API are problem details (RFC 9457), and the index leads everywhere."""

from typing import Any

import pytest

from builders import Client
from catapult_simulator.core.tenant import Tenant
from control.calls import Control
from control.test_endpoint import REFUSED

HERE = "http://simulator.test:8080"


@pytest.mark.parametrize(("method", "path", "body", "status", "code", "_"), REFUSED)
def test_each_error_has_the_members_of_a_problem(
    control: Control, method: str, path: str, body: Any, status: int, code: str, _: str
) -> None:
    answer = control(method, path, body)

    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["type"] == f"/_simulator/problems#{code}"
    assert answer.json["status"] == status == answer.status
    assert answer.json["title"] == code.replace("-", " ").capitalize()
    assert answer.json["detail"] == answer.json["message"] == answer.message
    assert answer.json["code"] == code


@pytest.mark.parametrize(("method", "path", "body", "status", "code", "_"), REFUSED)
def test_the_type_of_each_error_is_in_the_list(
    control: Control, method: str, path: str, body: Any, status: int, code: str, _: str
) -> None:
    answer = control(method, path, body)

    listed = {each["type"]: each for each in control("GET", "/_simulator/problems").json}
    assert listed[answer.json["type"]]["title"] == answer.json["title"]
    assert listed[answer.json["type"]]["status"] == status


def test_a_foreign_host_is_told_so_in_the_same_form(control: Control) -> None:
    answer = control("GET", "/_simulator/tenants", HTTP_HOST="evil.example")

    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["type"] == "/_simulator/problems#foreign-host"


def test_a_defect_is_a_problem_too(
    control: Control, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Tenant) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Tenant, "reset", broken)

    answer = control("POST", "/reset", {})

    assert (answer.status, answer.code) == (500, "internal-error")
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_success_is_plain_json(control: Control) -> None:
    assert control("GET", "/_simulator").headers["content-type"] == "application/json"


def test_each_link_of_the_index_leads_somewhere(client: Client, tenant: Tenant) -> None:
    index = client.get("/_simulator").json

    (own,) = index["tenants"]
    urls = [*index["links"].values(), own["url"], own["phone"], index["documentation"]]
    statuses = {url: client.get(url.removeprefix(HERE)).status for url in urls}

    assert own["userId"] == tenant.user_id
    assert set(statuses.values()) == {200}, statuses


def test_the_index_lists_each_route_with_its_url(client: Client) -> None:
    routes = client.get("/_simulator").json["routes"]

    replay = f"{HERE}/_simulator/tenants/{{userId}}/messages/{{messageId}}/replay"
    assert [each["method"] for each in routes if each["url"] == replay] == ["POST"]

"""Things that a run has made are removed, and what it has changed is restored."""

from collections.abc import Mapping

import pytest
import requests
from contract_tests.account import Json
from contract_tests.live.belongings import MARK, Belongings

from .builders import BASE, OWN, answered, asked


class Api:
    """Answers requests from a table, else with 404, and keeps them."""

    def __init__(self, answers: Mapping[str, tuple[int, Json]]) -> None:
        self.answers = answers
        self.seen: list[tuple[str, Json]] = []

    def __call__(self, method: str, path: str, body: Json = None) -> requests.Response:
        self.seen.append((f"{method} {path}", body))
        response = requests.Response()
        response.status_code, shown = self.answers.get(f"{method} {path}", (404, {}))
        response.json = lambda **_: shown  # type: ignore[method-assign] # no bytes are needed
        return response


@pytest.fixture
def belongings() -> Belongings:
    return Belongings(numbers=(OWN,))


def made(kind: str, identity: str) -> Json:
    place = {"Location": f"{BASE}/v1/users/u-1/{kind}/{identity}"}
    return answered(asked("POST", kind, {}), 201, headers=place)


def test_applications_and_numbers_are_removed_newest_first(belongings: Belongings) -> None:
    belongings.after(made("applications", "a-1"))
    belongings.after(made("phoneNumbers", "n-1"))
    api = Api({"DELETE applications/a-1": (200, {}), "DELETE phoneNumbers/n-1": (200, {})})

    belongings.clear(api)

    assert [what for what, _ in api.seen] == ["DELETE phoneNumbers/n-1", "DELETE applications/a-1"]
    assert belongings.left_behind() == []


def test_the_numbers_of_an_order_are_removed(belongings: Belongings) -> None:
    order = asked("POST", "/availableNumbers/local?quantity=2")
    places = [{"location": f"{BASE}/v1/users/u-1/phoneNumbers/n-{each}"} for each in (1, 2)]

    belongings.after(answered(order, 201, places))

    assert list(belongings.made) == ["phoneNumbers/n-1", "phoneNumbers/n-2"]


def test_the_one_number_of_an_order_is_removed_too(belongings: Belongings) -> None:
    order = asked("POST", "/availableNumbers/local")
    place = {"Location": f"{BASE}/v1/users/u-1/phoneNumbers/n-7"}

    belongings.after(answered(order, 201, headers=place))

    assert list(belongings.made) == ["phoneNumbers/n-7"]


def test_what_a_check_has_removed_itself_is_forgotten(belongings: Belongings) -> None:
    belongings.after(made("applications", "a-1"))

    belongings.after(answered(asked("DELETE", "applications/a-1"), 200))

    assert belongings.left_behind() == []


def test_what_cannot_be_removed_is_named(belongings: Belongings) -> None:
    belongings.after(made("applications", "a-1"))

    belongings.clear(Api({"DELETE applications/a-1": (503, {})}))

    assert belongings.left_behind() == ["applications/a-1"]


def test_a_file_of_the_account_is_not_overwritten(belongings: Belongings) -> None:
    upload = asked("PUT", "media/cat.png", {})

    why = belongings.before(upload, Api({"HEAD media/cat.png": (200, {})}))

    assert why == "the account has a file of that name already"
    assert belongings.made == {}


def test_an_upload_is_removed_though_its_answer_was_lost(belongings: Belongings) -> None:
    assert belongings.before(asked("PUT", "media/cat.png", {}), Api({})) == ""

    assert list(belongings.made) == ["media/cat.png"]


def test_an_upload_that_arrives_after_its_removal_is_removed_at_the_end(
    belongings: Belongings,
) -> None:
    belongings.before(asked("PUT", "media/late.png", {}), Api({}))
    belongings.before(asked("PUT", "media/known.png", {}), Api({}))
    belongings.after(answered(asked("PUT", "media/known.png", {}), 200))
    belongings.clear(Api({}))  # both are answered with 404
    api = Api({"DELETE media/late.png": (200, {})})

    belongings.sweep(api)

    deleted = [what for what, _ in api.seen if what.startswith("DELETE")]
    assert deleted == ["DELETE media/late.png"]
    assert belongings.left_behind() == []


def test_a_refused_upload_left_nothing(belongings: Belongings) -> None:
    upload = asked("PUT", "media/cat.png", {})
    belongings.before(upload, Api({}))

    belongings.after(answered(upload, 414))

    assert belongings.made == {}


def test_an_upload_stays_ours_though_a_second_one_was_refused(belongings: Belongings) -> None:
    upload = asked("PUT", "media/cat.png", {})
    for status in (200, 400):
        belongings.before(upload, Api({}))
        belongings.after(answered(upload, status))

    assert list(belongings.made) == ["media/cat.png"]


def test_a_number_gets_back_what_a_check_has_changed(belongings: Belongings) -> None:
    former = {"id": "n-1", "number": OWN, "name": "desk", "application": f"{BASE}/x/a-9"}
    path = f"phoneNumbers/{OWN}"
    api = Api({f"GET {path}": (200, former), f"POST {path}": (200, {})})

    belongings.before(asked("POST", path, {"applicationId": "a-1"}), api)
    belongings.clear(api)

    assert api.seen[-1] == (f"POST {path}", {"applicationId": "a-9"})
    assert belongings.changed == {}


def test_marked_applications_of_a_killed_run_are_removed(belongings: Belongings) -> None:
    listed = [{"id": "a-1", "name": f"{MARK} x"}, {"id": "a-2", "name": "the shop"}]
    api = Api({"GET applications?size=1000": (200, listed), "DELETE applications/a-1": (200, {})})

    belongings.sweep(api)

    assert [what for what, _ in api.seen if what.startswith("DELETE")] == [
        "DELETE applications/a-1"
    ]


def test_a_number_that_came_with_a_lost_response_is_named(belongings: Belongings) -> None:
    known = [{"id": "n-1", "number": OWN}]
    belongings.sweep(Api({"GET phoneNumbers?size=1000": (200, known)}))
    more = [*known, {"id": "n-2", "number": "+19195550100"}]

    belongings.sweep(Api({"GET phoneNumbers?size=1000": (200, more)}))

    assert belongings.left_behind() == ["+19195550100, which is new; is it yours?"]


def test_an_application_that_came_without_a_location_is_named(belongings: Belongings) -> None:
    known = [{"id": "a-1", "name": "the shop"}]
    belongings.sweep(Api({"GET applications?size=1000": (200, known)}))
    belongings.after(answered(asked("POST", "applications", {"name": "x"}), 201))
    belongings.after(made("applications", "a-3"))
    more = [*known, {"id": "a-2", "name": "x"}, {"id": "a-3", "name": "x"}]
    api = Api({
        "GET applications?size=1000": (200, more), "DELETE applications/a-3": (503, {}),
    })  # fmt: skip

    belongings.sweep(api)

    assert belongings.left_behind() == [
        "applications/a-3", "applications/a-2, which is new; is it yours?",
    ]  # fmt: skip


def test_files_that_one_own_number_sent_another_are_removed(belongings: Belongings) -> None:
    identity = "m-" + "a" * 23
    name = f"cat-{identity}.jpg"
    message = {"direction": "in", "from": OWN, "media": [f"{BASE}/v1/users/u-1/media/{name}"]}
    before = {"GET media": (200, [{"mediaName": f"mine-m-{'b' * 23}.jpg"}])}
    after = {
        "GET media": (200, [*before["GET media"][1], {"mediaName": name}]),
        f"GET messages/{identity}": (200, message),
        f"DELETE media/{name}": (200, {}),
    }
    belongings.sweep(Api(before))
    api = Api(after)

    belongings.sweep(api)

    assert [what for what, _ in api.seen if what.startswith("DELETE")] == [f"DELETE media/{name}"]


@pytest.mark.parametrize("status", [403, 429, 500])
def test_an_unclear_answer_about_a_file_or_a_number_stops_the_change(
    belongings: Belongings, status: int
) -> None:
    api = Api({"HEAD media/a.txt": (status, {}), f"GET phoneNumbers/{OWN}": (status, {})})

    assert f"HEAD gave {status}" in belongings.before(asked("PUT", "media/a.txt"), api)
    change = asked("POST", f"phoneNumbers/{OWN}", {"name": "x"})
    assert f"GET gave {status}" in belongings.before(change, api)
    assert belongings.left_behind() == []


def test_a_number_that_the_account_had_is_never_one_that_was_made(belongings: Belongings) -> None:
    belongings.sweep(Api({"GET phoneNumbers?size=1000": (200, [{"id": "n-1", "number": OWN}])}))

    belongings.after(made("phoneNumbers", "n-1"))

    assert belongings.left_behind() == []

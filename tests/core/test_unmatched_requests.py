"""Requests that no account owns: a bounded ring, without secrets, fit for a terminal."""

from catapult_simulator.core.unmatched_requests import UnmatchedRequest, UnmatchedRequests


def test_the_newest_are_kept() -> None:
    kept = UnmatchedRequests(kept=2)

    for path in ("/a", "/b", "/c"):
        kept.record("GET", path, 404, "nothing there")

    assert [(entry.number, entry.path) for entry in kept.entries()] == [(2, "/b"), (3, "/c")]
    assert [entry.path for entry in kept.entries(after=2)] == ["/c"]


def test_a_listener_hears_of_each_until_it_leaves() -> None:
    kept, heard = UnmatchedRequests(), list[UnmatchedRequest]()
    leave = kept.subscribe(heard.append)

    kept.record("GET", "/a", 404, "nothing there")
    leave()
    kept.record("GET", "/b", 404, "nothing there")

    assert [entry.path for entry in heard] == ["/a"]


def test_a_line_has_no_control_characters_and_no_secrets() -> None:
    kept = UnmatchedRequests()

    kept.record("GET", "/\x1b[2J/http://u:hidden@h/", 404, "no\nthing")

    (entry,) = kept.entries()
    assert r"GET /\x1b[2J/http://" in str(entry)
    assert r"no\nthing" in str(entry)
    assert "hidden" not in str(entry)


def test_a_long_path_is_cut() -> None:
    kept = UnmatchedRequests()

    kept.record("GET", "/" + "x" * 9000, 404, "nothing there")

    assert len(kept.entries()[0].path) == 300

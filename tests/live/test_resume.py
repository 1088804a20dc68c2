"""The diary of a run: a later one goes on where it ends."""

import json
from pathlib import Path

import pytest
from contract_tests.live.facts import Row
from contract_tests.live.guard import Guard
from contract_tests.live.resume import Diary, _whose
from contract_tests.live.run import LiveRun
from contract_tests.live.settings import TargetError
from contract_tests.live.spending import Spending

from .builders import OWN, answered, asked, settings
from .test_run import config

OURS = json.dumps({"run": _whose(settings())})


def written(path: Path) -> Diary:
    """A diary with a check that passed, one that did not, and things made."""
    diary = Diary(path)
    diary.open(settings())
    for name, verdict in (("one", "confirmed"), ("two", "refuted")):
        row = Row(name, name, "assumed", "assumption X1", [], verdict)  # type: ignore[arg-type] # str
        diary.note_spent(Spending(2))
        diary.note_check(row)
    diary.note("made", "applications/a-1")
    diary.note("made", "media/x")
    diary.note("removed", "media/x")
    diary.note("changed", json.dumps({"phoneNumbers/+1": {"name": "desk"}}))
    diary.close()
    return diary


def read(path: Path) -> Diary:
    diary = Diary(path)
    diary.open(settings())
    diary.close()
    return diary


def test_a_later_run_knows_what_passed_what_was_spent_and_what_was_left(tmp_path: Path) -> None:
    written(tmp_path / "run.jsonl")

    diary = read(tmp_path / "run.jsonl")

    assert (diary.passed, diary.counted) == ({"one"}, Spending(4))
    assert diary.made == ["applications/a-1"]
    assert diary.changed == {"phoneNumbers/+1": {"name": "desk"}}


def test_a_line_that_was_cut_off_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    written(path)
    with path.open("a", encoding="utf-8") as file:
        file.write('{"check": {"row')

    assert read(path).passed == {"one"}
    assert path.read_text(encoding="utf-8").endswith("}\n")


@pytest.mark.parametrize("line", ["nonsense", "[]", '{"check": 7}', '{"check": {"row": {}}}'])
def test_a_damaged_file_names_the_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "run.jsonl"
    path.write_text(f"{OURS}\n{line}\n", encoding="utf-8")

    with pytest.raises(TargetError, match=r"run\.jsonl: line 2 is no line of a run; name another"):
        read(path)


def test_a_diary_of_another_account_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    other = Diary(path)
    other.open(settings(USER_ID="u-9"))
    other.close()

    with pytest.raises(TargetError, match="is of another account, or another host; name another"):
        read(path)


def test_a_diary_that_was_closed_has_only_what_is_left(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    written(path)
    assert "media/x" not in path.read_text(encoding="utf-8")
    assert "desk" in path.read_text(encoding="utf-8")

    again = Diary(path)
    again.open(settings())
    again.note("removed", "applications/a-1")
    again.note("restored", "phoneNumbers/+1")
    again.close()

    assert "desk" not in path.read_text(encoding="utf-8")
    known = read(path)
    assert (known.made, known.changed) == ([], {})
    assert (known.passed, known.counted) == ({"one"}, Spending(4))


def test_a_diary_is_for_its_owner_only_and_does_not_say_whose_it_is(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    written(path)

    assert path.stat().st_mode & 0o077 == 0
    assert not [each for each in ("u-1", "api.example.com") if each in path.read_text("utf-8")]


def test_a_spending_counts_also_where_its_check_did_not_end(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    diary = Diary(path)
    diary.open(settings())
    diary.note_spent(Spending(3))
    known = read(path)  # as after `kill -9`: the first one was not closed
    diary.close()

    assert known.counted == Spending(3)


def test_a_later_run_knows_what_was_accepted_and_what_got_no_response(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    diary = Diary(path)
    diary.open(settings())
    guard = Guard.of(settings())
    guard.note, guard.note_answer = diary.note_spent, diary.note_answer
    message = asked("POST", "messages", {"from": OWN, "to": "+13362154440", "text": "x"})
    for answer in (answered(message, 201), answered(message, 400), None):
        guard.begin(Spending(1))
        guard.before(message)
        if answer:
            guard.after(answer)
    diary.close()

    begun = LiveRun(config(resume=str(path)), settings())
    begun._diary.close()  # type: ignore[union-attr] # it has one
    begun.wire.close()

    resumed = begun.wire.guard
    assert (resumed.counted, resumed.accepted) == (Spending(6), Spending(2))
    assert resumed.unanswered == guard.unanswered == Spending(2)
    said = list(begun.findings.summary(resumed))
    assert "live: 2 messages, $0.015 got no response, and may be accepted too" in said


@pytest.mark.parametrize("letter", ["\u2028", "\x85", "\x0c", "\u00e9"])
def test_a_row_may_have_any_letter(tmp_path: Path, letter: str) -> None:
    path = tmp_path / "run.jsonl"
    diary = Diary(path)
    diary.open(settings())
    diary.note_check(Row("one", f"a{letter}b", "assumed", "assumption X1", [], "confirmed"))
    diary.close()

    assert read(path).passed == {"one"}


@pytest.mark.parametrize(
    "content", [b"a letter\nof mine, without an end", b"key", b"\xff\xfe\n\xff", b'[1]\n{"run"']
)
def test_a_file_that_is_no_diary_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(content)

    with pytest.raises(TargetError, match="is no diary of a run; name another file"):
        read(path)

    assert path.read_bytes() == content


def test_a_damaged_diary_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    content = f"{OURS}\n".encode() + b"\xff\n{cut off"
    path.write_bytes(content)

    with pytest.raises(TargetError, match="line 2 is no line of a run"):
        read(path)

    assert path.read_bytes() == content

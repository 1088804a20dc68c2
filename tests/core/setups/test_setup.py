"""Setups: everything that is wrong is said, with its place, the value, and what is accepted."""

import json
from pathlib import Path
from typing import Any

import pytest

from catapult_simulator.core.media import MAX_BYTES
from catapult_simulator.core.setups import files
from catapult_simulator.core.setups.keys import TABLES
from catapult_simulator.core.setups.problems import MAX_SHOWN, SetupError
from catapult_simulator.core.setups.setup import Setup

LINE = "+19195551212"


def refusal(source: Any) -> str:
    with pytest.raises(SetupError) as refused:
        Setup(source)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("numers = []", 'line 1, column 1: numers: unknown key; did you mean "numbers"? Known: '),
        ("user_id = 'u'", 'line 1, column 1: user_id: unknown key; did you mean "userId"? Known:'),
        ("xyzzy = 1", "line 1, column 1: xyzzy: unknown key. Known: version, accounts, userId, "),
        ("numbers = 5", "line 1, column 11: numbers: 5 is not a list of numbers"),
        ("numbers = [19195551212]", "line 1, column 12: numbers[0]: 19195551212 is not a table (n"),
        ("numbers = ['919']", "line 1, column 12: numbers[0]: '919' is not a number such as +1919"),
        ("numbers = ['+12005551212=x']", "line 1, column 12: numbers[0]: 'x' is not a URL that be"),
        ("numbers = ['+15557700100']", "line 1, column 12: numbers[0]: +15557700100 is a magic nu"),
        ("numbers = [{name = 'a'}]", "line 1, column 12: numbers[0].number: is missing; it takes"),
        ("[[numbers]]\nnumber = 9", "line 2, column 10: numbers[0].number: 9 is not a number such"),
        ("rules.smil = 'Last'", "line 1, column 14: rules.smil: 'Last' is not one of last, first,"),
        ("rules.receiptMs = -1", "line 1, column 19: rules.receiptMs: -1 is not a whole number fr"),
        ("rules.receiptMs = true", "line 1, column 19: rules.receiptMs: true is not a whole numbe"),
        ("rules.loopBack = 1", "line 1, column 18: rules.loopBack: 1 is not true or false"),
        ("rules = 'fast'", "line 1, column 9: rules: 'fast' is not a table (rules)"),
        ("balance = '1.234567'", "line 1, column 11: balance: '1.234567' is not an amount of doll"),
        ("balance = nan", "line 1, column 11: balance: nan is not an amount of dollars"),
        ("now = 2019-05-01T12:00:00", "line 1, column 7: now: 2019-05-01 12:00:00 is not a time o"),
        ("now = 2019-05-01", "line 1, column 7: now: 2019-05-01 is not a time of the years 2002 t"),
        ("now = '1999-01-01T00:00:00Z'", "line 1, column 7: now: '1999-01-01T00:00:00Z' is not a "),
        ("userId = 'u 1'", "line 1, column 10: userId: 'u 1' is not an id of 1 to 64 of A-Z a-z"),
        ("secret = 12345", "line 1, column 10: secret: the value is not a text; put it in quotes"),
        ("seed = ' '", "line 1, column 8: seed: ' ' is blank"),
        ("[[media]]\nname = 'a'", "line 2, column 8: media[0].name: takes one of content, text an"),
        ("[[media]]\nname = 'a'\ncontent = '?'", "line 3, column 11: media[0].content: '?' is not"),
        ("[[media]]\nname = 'a'\nfile = 'lost'", "line 3, column 8: media[0].file: 'lost': No suc"),
        ("[[applications]]\nname = 'shop'", "line 1, column 1: applications[0].incomingMessageUrl"),
        ("[[faults]]\nat = 'rest'\nreply = 'x'", "line 3, column 9: faults[0].reply: reply does n"),
        ("[[faults]]\nat = 'callback'", "line 2, column 6: faults[0].at: a fault at callback need"),
        ("[[faults]]\nat = 'carrier'\ndeliveryCode = 771", "line 3, column 16: faults[0].delivery"),
        ("[[faults]]\nat = 'rest'\nerror = 'message-not-fond'", "line 3, column 9: faults[0].erro"),
        ("[[people]]\nnumber = '+19195550001'", "line 1, column 1: people[0].answers: is miss"),
        ("[[people]]\nnumber = '1'\nanswers = []", "line 2, column 10: people[0].number: '1' is"),
        ("[[people]]\nnumber = '12345'\n[people.answers]\n'(' = 'x'",
         "line 3, column 1: people[0].answers: pattern '(' is no regular expression: "),
        ("[callerNames]\n919 = 'A'", "line 2, column 1: callerNames.919: '919' is not a number"),
        ("[[accounts]]\n[[numbers]]", "line 2, column 1: numbers[0].number: is missing"),
        ("accounts = []\nuserId = 'u'", "line 2, column 10: userId: stands beside accounts; put i"),
        ("version = 2\nfoo = 1", "line 1, column 11: version: 2 is newer than this simulator, whi"),
        ("version = 0", "line 1, column 11: version: 0 is not one of 1"),
        ("version = '1'", "line 1, column 11: version: '1' is not one of 1"),
    ],
    ids=lambda value: value[:30],
)  # fmt: skip
def test_a_wrong_key_or_value_is_refused_with_its_place(text: str, sentence: str) -> None:
    assert refusal(text).startswith(f"text, {sentence}")


_MESSAGE = f"from = '{LINE}'\nto = '+19195550001'\ntext = 'hi'\n"
_SHOP = "name = 'shop'\nincomingMessageUrl = 'http://app.test/sms'\n"
_SHOPS = f"[[applications]]\n{_SHOP}" * 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (f"numbers = ['{LINE}', '(919) 555-1212']", f"numbers[1].number: '{LINE}' is that of numb"),
        (f"[[numbers]]\nnumber = '{LINE}'\napplication = 'shoop'\n[[applications]]\n{_SHOP}",
         "numbers[0].application: no application has the id or name 'shoop'; did you mean \"shop"),
        (f"[[numbers]]\nnumber = '{LINE}'\napplication = 'shop'\n" + _SHOPS,
         "numbers[0].application: 2 applications are called 'shop'; give one"),
        (f"[[applications]]\n{_SHOP}id = 'a-1'\n" * 2, "applications[1].id: 'a-1' is that of appl"),
        ("[[media]]\nname = 'a'\ntext = ''\n" * 2, "media[1].name: 'a' is that of media[0] alread"),
        (f"[[messages]]\n{_MESSAGE}", "messages[0].to: '+19195550001' is no number of this accoun"),
        (f"[[messages]]\n{_MESSAGE}direction = 'out'", f"messages[0].from: '{LINE}' is no number "),
        (f"numbers = ['{LINE}']\n[[messages]]\n{_MESSAGE}state = 'sending'",
         "messages[0].state: sending needs a timer for it; write queued"),
        (f"numbers = ['{LINE}']\n[[messages]]\n{_MESSAGE}state = 'received'\ndirection = 'out'",
         "messages[0].state: a message that was sent out is never received; choose sent"),
        ("[[timers]]\ndue = 2019-05-01T12:00:00Z\nstep = 'report'\nmessage = 'm-1'",
         "timers[0].message: no message has the id 'm-1'"),
        ("[[timers]]\ndue = 2019-05-01T12:00:00Z\nstep = 'callback'",
         "timers[0].callback: is missing; the step callback is about one"),
        ("[[accounts]]\nuserId = 'u'\n[[accounts]]\nuserId = 'u'", "accounts[1].userId: 'u' is th"),
        (f"[[numbers]]\nnumber = '{LINE}'\napplication = 'a'\nincomingMessageUrl = 'http://a'",
         "numbers[0].application: give application or incomingMessageUrl, not both"),
    ],
    ids=lambda value: value[:30],
)  # fmt: skip
def test_tables_that_contradict_one_another_are_refused(text: str, sentence: str) -> None:
    assert f": {sentence}" in refusal(text)


def test_several_problems_are_told_at_once_in_the_order_of_the_text() -> None:
    assert refusal("userId = 5\nbalance = 'x'\nnumers = []").splitlines() == [
        "text: 3 problems",
        "line 1, column 10: userId: 5 is not an id of 1 to 64 of A-Z a-z 0-9 _ . ~ -; "
        "put it in quotes",
        "line 2, column 11: balance: 'x' is not an amount of dollars with at most five decimals, "
        "such as 12.5",
        *refusal("\n\nnumers = []").replace("text, ", "").splitlines(),
    ]


def test_of_many_problems_the_first_are_told() -> None:
    text = refusal({"numbers": [{"x" * 60: 1}] * 10_000})

    assert text.splitlines()[0] == "mapping: 20000 problems"
    assert text.splitlines()[-1] == f"and {20_000 - MAX_SHOWN} more"
    assert len(text) < 10_000


def test_a_value_that_is_shown_is_cut_and_has_no_secrets() -> None:
    url = "http://user:word@app.test/ sms?token=t" + "x" * 5_000_000

    text = refusal({"numbers": [{"number": LINE, "incomingMessageUrl": url}], "token": "s e"})

    assert "word" not in text
    assert "s e" not in text
    assert len(text) < 1000


def test_the_error_has_its_problems_as_data() -> None:
    with pytest.raises(SetupError) as refused:
        Setup("version = 1\nnumers = []")

    (problem,) = refused.value.problems
    assert (problem.line, problem.column, problem.path) == (2, 1, "numers")
    assert refused.value.name == "text"


def test_a_file_is_named_in_its_errors(tmp_path: Path) -> None:
    path = tmp_path / "shop.toml"
    path.write_text("numers = []", encoding="utf-8")

    assert refusal(path).startswith("shop.toml, line 1, column 1: numers: unknown key")


def test_media_are_read_from_the_folder_of_the_setup(tmp_path: Path) -> None:
    (tmp_path / "cat.png").write_bytes(b"\x89PNG")
    path = tmp_path / "shop.toml"
    path.write_text("[[media]]\nname = 'cat.png'\nfile = 'cat.png'", encoding="utf-8")

    (account,) = Setup(path).accounts

    assert account["media"] == [{"name": "cat.png", "content": b"\x89PNG"}]


def test_a_setup_that_may_not_read_files_reads_none(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"s")

    with pytest.raises(SetupError) as refused:
        Setup.of_text(json.dumps({"media": [{"name": "a", "file": str(secret)}]}), "body")

    assert str(refused.value).endswith(
        "a setup that comes over HTTP names no files; give content or text"
    )


def test_the_media_of_a_setup_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_TOTAL_BYTES", 10)
    media = [{"name": name, "text": "12345"} for name in "abc"]

    assert "media[2]: here the media of this setup exceed" in refusal({"media": media})
    assert MAX_BYTES > 10


def test_each_table_has_each_key_once_and_says_what_it_is() -> None:
    for table in TABLES:
        assert table.keys
        assert all(key.form.words for key in table.keys.values())


def test_a_setup_is_written_as_json_and_read_back(tmp_path: Path) -> None:
    setup = Setup("now = 2019-05-01T12:00:00Z\nnumbers = ['+19195551212']")

    setup.write(tmp_path / "world.json")

    assert Setup(tmp_path / "world.json").accounts == setup.accounts


def test_null_leaves_a_key_out_unless_it_says_no_limit() -> None:
    (account,) = Setup('{"numbers": null, "rules": {"messagesPerSecond": null}}').accounts

    assert account == {"rules": {"messagesPerSecond": None}}

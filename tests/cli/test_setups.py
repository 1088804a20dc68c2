"""`setup` and `snapshot`: files to and from a running simulator."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from catapult_simulator import Fault, MessageDraft, Server, Simulator, Tenant
from catapult_simulator.cli.main import commands
from catapult_simulator.core.setups.declared import HAPPENED
from catapult_simulator.core.setups.keys import ACCOUNT_KEYS
from cli.commands import LINE, PERSON, Run, own_number

SHOP = f"""\
version = 1
numbers = ["{LINE}=http://127.0.0.1:3000/sms"]

[[people]]
number = "{PERSON}"
answers = "YES"
"""
WRONG = SHOP.replace("number =", "nubmer =")
TWO = '{"accounts": [{"userId": "u-one"}, {"userId": "u-two"}]}'


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return written(tmp_path / "shop.toml", SHOP)


@pytest.fixture
def busy(tenant: Tenant) -> Tenant:
    """An account in which something has happened, and something is still due."""
    own_number(tenant)
    tenant.faults.add(Fault("carrier", silent=True))
    tenant.messages.send(MessageDraft(LINE, PERSON, "Where are you? 🎉"))
    tenant.advance(0.12)
    return tenant


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def check(*files: Path | str) -> tuple[int, str]:
    """Without a simulator, and without one to be found."""
    result = CliRunner().invoke(commands, ["setup", "check", *map(str, files)])
    return result.exit_code, result.output


def test_a_setup_is_checked_without_a_simulator(shop: Path, tmp_path: Path) -> None:
    two = written(tmp_path / "two.json", TWO)

    assert check(shop, two) == (0, f"{shop}: 1 account, 1 number, 1 person\n{two}: 2 accounts\n")


def test_what_is_wrong_is_told_with_file_line_and_column(shop: Path, tmp_path: Path) -> None:
    wrong = written(tmp_path / "wrong.toml", WRONG)
    open_ = written(tmp_path / "open.json", '{"version": 1,\n "numbers": [}')

    code, output = check(wrong, shop, open_)

    assert code == 1
    assert output.splitlines() == [
        f"{shop}: 1 account, 1 number, 1 person",
        "Error: wrong.toml: 2 problems",
        "line 4, column 1: people[0].number: is missing; it takes a number such as "
        "+19195551212, or a short code",
        'line 5, column 1: people[0].nubmer: unknown key; did you mean "number"? Known: number, '
        "answers",
        "open.json, line 2, column 14: no JSON: Expecting value",
    ]


@pytest.mark.parametrize("command", [("setup", "check"), ("setup", "apply"), ("snapshot", "load")])
def test_a_file_that_is_missing_is_named(
    run: Run, command: tuple[str, ...], tmp_path: Path
) -> None:
    missing = tmp_path / "no-such.toml"

    result = run(*command, str(missing))

    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {missing}: no such file; give the path of a setup")


def test_a_setup_is_applied_to_one_account(run: Run, tenant: Tenant, shop: Path) -> None:
    tenant.phone_numbers.allocate("+19195550100")

    result = run("setup", "apply", str(shop))

    assert (result.exit_code, result.output) == (
        0,
        f"{tenant.user_id} starts anew with shop.toml\n",
    )
    assert [each.number for each in tenant.phone_numbers.find()] == [LINE]
    tenant.phone_numbers.release(LINE)
    run("reset")
    assert tenant.phone_numbers.owned(LINE)


def test_a_setup_without_a_user_id_goes_to_the_only_account(shop: Path) -> None:
    with Server(Simulator()) as server:
        tenant = server.simulator.open_tenant("u-only")
        result = CliRunner().invoke(commands, ["setup", "apply", str(shop), "--url", server.url])

    assert result.output == "u-only starts anew with shop.toml\n"
    assert [each.number for each in tenant.phone_numbers.find()] == [LINE]


def test_the_accounts_of_a_setup_are_opened(tmp_path: Path) -> None:
    two = written(tmp_path / "two.json", TWO)
    with Server(Simulator()) as server:
        server.simulator.open_tenant("u-one")
        result = CliRunner().invoke(commands, ["setup", "apply", str(two), "--url", server.url])
        open_now = [tenant.user_id for tenant in server.simulator.tenants()]

    assert result.output == "u-one starts anew with two.json\nu-two starts anew with two.json\n"
    assert open_now == ["u-one", "u-two"]


def test_one_account_takes_no_setup_of_two(run: Run, tenant: Tenant, tmp_path: Path) -> None:
    result = run("setup", "apply", str(written(tmp_path / "two.json", TWO)))

    assert result.exit_code == 1
    assert result.output == (
        f"Error: two.json declares 2 accounts; for all of them, leave out --tenant "
        f"{tenant.user_id} (and CATAPULT_SIMULATOR_TENANT)\n"
    )


def test_a_refused_setup_changes_nothing(run: Run, busy: Tenant, tmp_path: Path) -> None:
    before = busy.snapshot()

    result = run("setup", "apply", str(written(tmp_path / "wrong.toml", WRONG)))

    assert result.exit_code == 1
    assert "line 5, column 1: people[0].nubmer" in result.output
    assert busy.snapshot() == before


def test_an_exported_setup_has_what_the_account_was_given(
    run: Run, busy: Tenant, tmp_path: Path
) -> None:
    exported = written(tmp_path / "shop.json", run("setup", "export").output)

    assert check(exported) == (0, f"{exported}: 1 account, 1 number, 1 fault\n")
    content = json.loads(exported.read_text("utf-8"))
    assert content["secret"] == busy.credentials.secret
    assert not set(HAPPENED) & set(content)
    run("setup", "apply", str(exported))
    assert (len(busy.messages), busy.pending(), busy.faults.all()[0].struck) == (0, [], 0)
    assert busy.phone_numbers.owned(LINE)


def test_every_account_is_exported_where_none_is_named(run: Run, busy: Tenant) -> None:
    result = run("setup", "export", CATAPULT_SIMULATOR_TENANT=None)

    (account,) = json.loads(result.output)["accounts"]
    assert account["userId"] == busy.user_id
    assert "messages" not in account


def test_what_an_export_leaves_out_are_keys_of_a_setup() -> None:
    assert set(HAPPENED) < {key.name for key in ACCOUNT_KEYS}


def test_a_snapshot_is_saved_and_loaded(run: Run, busy: Tenant, tmp_path: Path) -> None:
    file, before = tmp_path / "kept.json", busy.snapshot()

    saved = run("snapshot", "save", str(file))
    busy.settle()
    loaded = run("snapshot", "load", str(file))

    assert saved.output == f"{file}: 1 account, 1 number, 1 fault, 1 message\n"
    assert loaded.output == f"{busy.user_id} starts anew with kept.json\n"
    assert busy.snapshot() == before
    assert "🎉" in file.read_text("utf-8")


def test_a_snapshot_is_loaded_into_another_simulator(
    run: Run, busy: Tenant, tmp_path: Path
) -> None:
    file = tmp_path / "kept.json"
    run("snapshot", "save", str(file))

    with Server(Simulator()) as other:
        CliRunner().invoke(commands, ["snapshot", "load", str(file), "--url", other.url])
        copy = other.simulator.tenant(busy.user_id)

    assert copy.credentials == busy.credentials
    assert copy.snapshot() == busy.snapshot()


def test_a_snapshot_that_cannot_be_written_is_one_line(run: Run, tmp_path: Path) -> None:
    result = run("snapshot", "save", str(tmp_path))

    assert result.exit_code == 1
    assert result.output == f"Error: cannot write {tmp_path}: Is a directory\n"

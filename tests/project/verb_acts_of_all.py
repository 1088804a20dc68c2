"""Acts: the verbs that change the accounts of a simulator, in their four forms."""

from builders import SECOND_LINE
from catapult_simulator import Setup, Simulator
from project.verb_places import OLD, Act

NEW = "u-new"
ALL = {"version": 1, "accounts": [{"userId": NEW, "numbers": [SECOND_LINE]}]}


def accounts(simulator: Simulator) -> object:
    return {
        each.user_id: [number.number for number in each.phone_numbers.find()]
        for each in simulator.tenants()
    }


ACTS_OF_ALL: dict[str, Act[Simulator]] = {
    "Simulator.open_tenant": Act(
        lambda simulator: simulator.open_tenant(NEW),
        ("POST", "/tenants", {"userId": NEW}),
        ["tenant", "open", NEW],
        ("/@accounts", {"userId": NEW}),
        accounts,
    ),
    "Simulator.close_tenant": Act(
        lambda simulator: simulator.close_tenant(OLD),
        ("DELETE", f"/tenants/{OLD}", None),
        ["tenant", "close", OLD],
        (f"/{OLD}/close", {"sure": "1"}),
        accounts,
    ),
    "Simulator.apply_setup": Act(
        lambda simulator: simulator.apply_setup(Setup(ALL)),
        ("POST", "/setup", ALL),
        ["snapshot", "load", "{file}"],
        ("/@accounts/setup", {"setup": "{setup}"}),
        accounts,
        ALL,
    ),
}

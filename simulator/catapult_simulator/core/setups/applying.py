"""Applying a setup: what an account's setup declares, in the resources of a new world.

Nothing is charged, recorded or called back: all of it has been there already. The values have been
checked, so that nothing is refused here.
"""

from dataclasses import fields

from catapult_simulator.core.account import FIRST_BALANCE
from catapult_simulator.core.applications import Application
from catapult_simulator.core.messages.lifecycle import DueStep
from catapult_simulator.core.messages.message import Message
from catapult_simulator.core.resources import Resources
from catapult_simulator.core.rules import PROFILES, Rules
from catapult_simulator.core.sample_media import type_of
from catapult_simulator.core.setups import records
from catapult_simulator.core.setups.tables import Values, by_field
from catapult_simulator.core.time.clock import Clock
from catapult_simulator.core.world import World

_WITH_IDS = ("applications", "numbers", "messages", "transactions", "errors")


class Beginning:
    """How the world of an account begins: its time, its rules, and the seed of its ids."""

    def __init__(self, account: Values) -> None:
        self.account = account

    def set_clock(self, clock: Clock) -> None:
        """Let virtual time start where the setup says. A wall clock does not look at it."""
        if "now" in self.account:
            clock.start_at(self.account["now"])

    def rules(self, rules: Rules) -> Rules:
        """`rules` with those of the setup. A balance is not overdrawn, unless a rule says so."""
        changes = by_field(self.account.get("rules", {}), [rule.name for rule in fields(Rules)])
        if "profile" in changes:
            changes["profile"] = PROFILES[changes["profile"]]
        if "balance" in self.account:
            changes = {"refuse_without_credit": True} | changes
        return rules.but(**changes)

    def seed(self, seed: str, user_id: str) -> str:
        """The seed of ids: that of a snapshot, that of the setup, else `seed`."""
        own = self.account.get("seed")
        default = seed if own is None else f"{own}{user_id}"
        return str(self.account.get("ids", {}).get("seed", default))


def apply(beginning: Beginning, world: World, resources: Resources) -> None:
    """Have everything that the setup declares in the resources of a new world."""
    try:
        _Applying(beginning.account, world, resources).apply()
    except BaseException:  # a full disk does not take the media
        resources.media.clear()
        raise


class _Applying:
    def __init__(self, account: Values, world: World, resources: Resources) -> None:
        self._account = account
        self._world = world
        self._resources = resources
        self._now_ms = world.clock.now_ms()

    def apply(self) -> None:
        self._take_ids()
        self._add_numbers(self._add_applications())
        self._add_files()
        self._add_names()
        self._add_people()
        self._add_faults()
        self._add_account()
        self._add_timers(self._add_messages())
        self._world.errors.restore(
            records.error(each, self._id_of, self._now_ms) for each in self._tables("errors")
        )

    def _tables(self, key: str) -> list[Values]:
        return self._account.get(key, [])  # type: ignore[no-any-return]  # checked by its form

    def _id_of(self, prefix: str, table: Values) -> str:
        return table.get("id") or self._world.ids.next(prefix)

    def _take_ids(self) -> None:
        """Leave out the ids that the setup declares: ids that are made later differ from them."""
        taken = (each["id"] for key in _WITH_IDS for each in self._tables(key) if "id" in each)
        self._world.ids.restore(self._counts, taken)

    def _add_applications(self) -> dict[str, Application]:
        """The applications by id and by name; an id wins."""
        made = [records.application(each, self._id_of) for each in self._tables("applications")]
        self._resources.applications.restore(made)
        return {each.name: each for each in made} | {each.id: each for each in made}

    def _add_numbers(self, applications: dict[str, Application]) -> None:
        for table in self._tables("numbers"):
            application = applications.get(table.get("application", ""))
            if "incomingMessageUrl" in table:
                application = records.own_application(table, self._id_of)
                self._resources.applications.restore([application])
            application_id = None if application is None else application.id
            number = records.phone_number(table, application_id, self._id_of, self._now_ms)
            self._resources.phone_numbers.restore([number])

    def _add_files(self) -> None:
        for table in self._tables("media"):
            self._resources.media.put(
                table["name"],
                table["content"],
                content_type=table.get("contentType") or type_of(table["name"]),
                cache_control=table.get("cacheControl"),
            )

    def _add_names(self) -> None:
        self._resources.number_info.restore(
            self._account.get("callerNames", {}),
            [records.look_up(each, self._now_ms) for each in self._tables("lookUps")],
        )

    def _add_people(self) -> None:
        for table in self._tables("people"):
            self._resources.people.set(table["number"], table["answers"])

    def _add_faults(self) -> None:
        tables = self._tables("faults")
        numbers = {number_of(each["id"]) for each in tables if "id" in each}
        added = max(self._counts.get("f", 0), *numbers, 0)
        faults = []
        for table in tables:
            added += "id" not in table
            faults.append(records.fault(table, table.get("id", f"f-{added}")))
        self._world.faults.restore(faults, added)

    def _add_account(self) -> None:
        balance = self._account.get("balance", FIRST_BALANCE)
        transactions = self._tables("transactions")
        self._resources.account.restore(
            balance, [records.transaction(each, self._id_of, self._now_ms) for each in transactions]
        )

    def _add_messages(self) -> list[Message]:
        numbers = {each["number"] for each in self._tables("numbers")}
        messages = [
            records.message(each, numbers, self._id_of, self._now_ms)
            for each in self._tables("messages")
        ]
        parts = self._resources.messages.parts
        for message in messages:
            parts.store.add(message)
        parts.opt_outs.restore((each["person"], each["number"]) for each in self._tables("optOuts"))
        if self._world.clock.can_advance:  # a wall clock is past the times of a snapshot
            sending = records.sending(self._account.get("sending", {}))
            parts.limits.restore(sending)
        return messages

    def _add_timers(self, messages: list[Message]) -> None:
        """The declared ones; queued messages without one begin to be sent."""
        late_ms = 0 if self._world.clock.can_advance else self._now_ms - self._saved_ms
        for table in self._tables("timers"):
            self._add_timer(table["due"] + late_ms, table)
        waiting = {each.get("message") for each in self._tables("timers")}
        due_ms = self._now_ms + self._world.rules.dequeue_ms
        for message in messages:
            if message.state == "queued" and message.id not in waiting:
                self._resources.messages.parts.lifecycle.resume(
                    due_ms, DueStep("dequeue", message.id)
                )

    def _add_timer(self, due_ms: int, table: Values) -> None:
        if table["step"] == "callback":
            self._world.resume_delivery(due_ms, records.delivery(table["callback"]))
        else:
            self._resources.messages.parts.lifecycle.resume(due_ms, records.due_step(table))

    @property
    def _counts(self) -> dict[str, int]:
        return self._account.get("ids", {}).get("counts", {})  # type: ignore[no-any-return]

    @property
    def _saved_ms(self) -> int:
        """The time that the setup says, for timers on a wall clock: they keep their distance."""
        return int(self._account.get("now", self._now_ms))


def number_of(fault_id: str) -> int:
    """3 of `f-3`, 0 of an id of another form."""
    digits = fault_id.removeprefix("f-")
    return int(digits) if digits.isdigit() and digits.isascii() else 0

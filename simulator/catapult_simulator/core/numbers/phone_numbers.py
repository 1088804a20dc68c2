"""Phone numbers: order, import, assign to an application, release.

Source: methods/phoneNumbers/*.md and the how-to on importing a dashboard number.
"""

from collections.abc import Iterable, Sequence

from catapult_simulator.core import catalogue, limits
from catapult_simulator.core.account import Account, number_product
from catapult_simulator.core.applications import Applications
from catapult_simulator.core.checks import (
    check_names,
    check_one_of,
    check_optional_text,
    check_text,
    check_type,
)
from catapult_simulator.core.messages import magic
from catapult_simulator.core.numbers import e164
from catapult_simulator.core.numbers.available import place_of, price_of
from catapult_simulator.core.numbers.phone_number import NUMBER_STATES as NUMBER_STATES
from catapult_simulator.core.numbers.phone_number import NumberChanges as NumberChanges
from catapult_simulator.core.numbers.phone_number import NumberState as NumberState
from catapult_simulator.core.numbers.phone_number import PhoneNumber as PhoneNumber
from catapult_simulator.core.world import World, synchronized

_IMPORTED_PRICE = "0.00"  # assumption D13


class PhoneNumbers:
    """The numbers of one tenant, in the order of their creation (assumption D14)."""

    def __init__(self, world: World, applications: Applications, account: Account) -> None:
        self._world = world
        self._account = account
        self._applications = applications
        self._numbers: dict[str, PhoneNumber] = {}
        self._enabled: dict[str, str] = {}  # E.164 -> id
        self._released: set[str] = set()

    @synchronized
    def allocate(
        self,
        number: str,
        *,
        name: str | None = None,
        application_id: str | None = None,
        fallback_number: str | None = None,
    ) -> PhoneNumber:
        """Order a number, in any notation. Messages to it go to the application.

        Raises `number-not-found` for a number outside the numbering plan (assumption D8), a magic
        one, and one that this tenant has released (documented: it is not offered again).
        """
        properties = NumberChanges(
            name=name, application_id=application_id, fallback_number=fallback_number
        )
        number = _checked(number, properties)
        if number in self._released:
            raise catalogue.NUMBER_NOT_FOUND.error(number=number)
        self._check(number)
        self._account.require(number_product(number))
        taken = self._take(number, price_of(number), properties)
        self._account.charge(number_product(number), number, taken.id)
        return taken

    @synchronized
    def import_number(
        self,
        number: str,
        *,
        password: str,
        name: str | None = None,
        application_id: str | None = None,
        fallback_number: str | None = None,
    ) -> PhoneNumber:
        """Import a number from the dashboard.

        Raises `invalid-provider-credentials` for another password than the rules name
        (assumption D1).
        """
        properties = NumberChanges(
            name=name, application_id=application_id, fallback_number=fallback_number
        )
        number = _checked(number, properties)
        check_text("password", password)
        if self._world.rules.dashboard_password not in (None, password):
            raise catalogue.INVALID_PROVIDER_CREDENTIALS.error()
        self._check(number)
        return self._take(number, _IMPORTED_PRICE, properties)

    @synchronized
    def get(self, ref: str) -> PhoneNumber:
        """The number with this id, or the enabled one with this E.164 form.

        Raises `number-not-found`.
        """
        check_type("ref", ref, str)
        number = self._numbers.get(ref) or self._enabled_number(ref)
        if number is None:
            raise catalogue.NUMBER_NOT_FOUND.error(number=ref)
        return self._shown(number)

    @synchronized
    def find(
        self,
        *,
        number_state: NumberState = "enabled",
        application_id: str | None = None,
        name: str | None = None,
        city: str | None = None,
        state: str | None = None,
    ) -> list[PhoneNumber]:
        """Numbers that match all filters. Only `name` is case-sensitive (assumption D24)."""
        check_one_of("number_state", number_state, NUMBER_STATES)
        return [
            number
            for number in map(self._shown, self._numbers.values())
            if number.number_state == number_state
            and application_id in (None, number.application_id)
            and name in (None, number.name)
            and _matches(city, number.city)
            and _matches(state, number.state)
        ]

    @synchronized
    def enabled(self) -> list[PhoneNumber]:
        """The enabled numbers, as they were ordered. Without the places, which take time to load,
        and perhaps with applications that are gone."""
        return [self._numbers[number_id] for number_id in self._enabled.values()]

    @synchronized
    def update(self, ref: str, changes: NumberChanges) -> PhoneNumber:
        """Change `name`, `application_id` (None removes it) or `fallback_number`."""
        _check_properties(changes)
        number = self._require_enabled(ref)
        self._require_application(changes.get("application_id"))
        changed = number._replace(**changes)
        self._numbers[number.id] = changed
        return changed

    @synchronized
    def release(self, ref: str) -> None:
        """Release the number: it can no longer send or receive."""
        number = self._require_enabled(ref)
        released = number._replace(number_state="released", application_id=None)
        self._numbers[number.id] = released
        del self._enabled[number.number]
        self._released.add(number.number)

    def all(self) -> list[PhoneNumber]:
        """All numbers as they are kept, released ones included."""
        return list(self._numbers.values())

    def restore(self, numbers: Iterable[PhoneNumber]) -> None:
        """Have these numbers too."""
        for each in numbers:
            self._numbers[each.id] = each
            if each.number_state == "enabled":
                self._enabled[each.number] = each.id
            else:
                self._released.add(each.number)

    def owned(self, number: str) -> PhoneNumber | None:
        """The enabled number, written in any notation, or None."""
        return self._enabled_number(number) or self._enabled_number(e164.normalize(number))

    def require_credit(self, numbers: Sequence[str]) -> None:
        """Raises `insufficient-available-balance` if the balance does not cover all `numbers`."""
        products = [number_product(number) for number in numbers]
        for product in set(products):
            self._account.require(product, products.count(product))

    def application_of(self, number: str) -> str | None:
        """The id of the application of an enabled number, if it still exists."""
        owned = self.owned(number)
        application_id = None if owned is None else owned.application_id
        return application_id if self._applications.knows(application_id) else None

    def is_taken(self, number: str) -> bool:
        """Whether this tenant has or had the number (documented: it is not offered again)."""
        return number in self._enabled or number in self._released

    def _check(self, number: str) -> None:
        if not e164.is_e164(number):
            raise catalogue.INVALID_PHONE_NUMBER.error()
        if (existing := self._enabled.get(number)) is not None:
            raise catalogue.DUPLICATE_NUMBER.error(id=existing, number=number)
        if not e164.is_north_american(number) or magic.fault_for(number) is not None:
            raise catalogue.NUMBER_NOT_FOUND.error(number=number)
        limits.require_room(len(self._numbers) + 1, limits.MAX_PHONE_NUMBERS, "phone numbers")

    def _take(self, number: str, price: str, properties: NumberChanges) -> PhoneNumber:
        self._require_application(properties.get("application_id"))
        now_ms = self._world.clock.now_ms()
        taken = PhoneNumber(self._world.ids.next("n"), number, now_ms, price, **properties)
        self._numbers[taken.id] = taken
        self._enabled[number] = taken.id
        return taken

    def _enabled_number(self, number: str) -> PhoneNumber | None:
        number_id = self._enabled.get(number)
        return None if number_id is None else self._numbers[number_id]

    def _require_enabled(self, ref: str) -> PhoneNumber:
        check_type("ref", ref, str)
        number = self._numbers.get(ref) or self._enabled_number(ref)
        if number is None or number.number_state == "released":
            raise catalogue.NUMBER_NOT_FOUND.error(number=ref)
        return number

    def _require_application(self, application_id: str | None) -> None:
        if application_id is not None:
            self._applications.get(application_id)

    def _shown(self, number: PhoneNumber) -> PhoneNumber:
        """The number with its city and state, and without a deleted application.

        The stock of places is loaded when the first place is needed. Imported numbers have none.
        """
        gone = not self._applications.knows(number.application_id)
        place = None if number.price == _IMPORTED_PRICE else place_of(number.number)
        return number._replace(
            application_id=None if gone else number.application_id,
            city=place and place.city,
            state=place and place.state,
        )


def _matches(value: str | None, found: str | None) -> bool:
    return value is None or (found is not None and value.casefold() == found.casefold())


def _checked(number: str, properties: NumberChanges) -> str:
    """`number` in E.164 form if it is a number. Checks the properties beside it."""
    check_text("number", number)
    _check_properties(properties)
    return e164.normalize(number)


def _check_properties(properties: NumberChanges) -> None:
    check_names(properties, NumberChanges.__annotations__)
    for name, value in properties.items():
        check_optional_text(name, value)
        limits.require_short(name, value, limits.MAX_NAME)

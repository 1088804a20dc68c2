"""People: the verb of an account that gives a person a phone."""

from typing import TYPE_CHECKING

from catapult_simulator.core.account_protocol import AccountProtocol

if TYPE_CHECKING:
    from catapult_simulator.core.people.phone import Phone


class People:
    """People with phones, who text the account's numbers and read what the app sends to them."""

    def phone(self: AccountProtocol, number: str) -> "Phone":
        """The phone of a person, by any number that is not the account's own.

        Raises ValueError for what is no phone number.
        """
        from catapult_simulator.core.people.phone import Phone  # few servers have one

        return Phone(self, number)

"""Resources: what an account has in one world. A reset makes new ones."""

from catapult_simulator.core.account import Account
from catapult_simulator.core.applications import Applications
from catapult_simulator.core.media import Media
from catapult_simulator.core.messages.callbacks_on_demand import CallbacksOnDemand
from catapult_simulator.core.messages.messages import Messages
from catapult_simulator.core.messages.store import MessageStore
from catapult_simulator.core.numbers.available import AvailableNumbers
from catapult_simulator.core.numbers.number_info import NumberInfos
from catapult_simulator.core.numbers.phone_numbers import PhoneNumbers
from catapult_simulator.core.people.scripted_people import ScriptedPeople
from catapult_simulator.core.rate_limits import RequestLimits
from catapult_simulator.core.run_limit import Watched
from catapult_simulator.core.runner import Runner
from catapult_simulator.core.virtual_time import VirtualTime
from catapult_simulator.core.world import World


class Resources:
    """The resources of `world`, and the time that moves them."""

    def __init__(self, world: World) -> None:
        stored_messages = MessageStore()
        self.request_limits = RequestLimits(world)
        self.account = Account(world, stored_messages)
        self.media = Media(world)
        self.number_info = NumberInfos(world, self.account)
        self.applications = Applications(world)
        self.phone_numbers = PhoneNumbers(world, self.applications, self.account)
        self.available_numbers = AvailableNumbers(self.phone_numbers.is_taken)
        self.people = ScriptedPeople(world)
        self.messages = Messages(
            world,
            stored_messages,
            numbers=self.phone_numbers,
            applications=self.applications,
            media=self.media,
            account=self.account,
            people=self.people,
        )
        self.callbacks_on_demand = CallbacksOnDemand(
            world,
            self.messages,
            numbers=self.phone_numbers,
            applications=self.applications,
            account=self.account,
        )
        self.runner = Runner(world)
        watched = Watched(world, stored_messages, self.phone_numbers)
        self.time = VirtualTime(world, self.runner, watched)

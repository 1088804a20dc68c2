"""TenantLife: how an account is opened, set up, kept, reset and closed."""

from collections.abc import Callable
from os import urandom
from typing import TYPE_CHECKING

from catapult_simulator.core.checks import check_optional, check_optional_text
from catapult_simulator.core.credentials import Credentials
from catapult_simulator.core.resources import Resources
from catapult_simulator.core.rules import Rules
from catapult_simulator.core.tenant_resources import TenantResources
from catapult_simulator.core.time.clock import Clock, VirtualClock
from catapult_simulator.core.world import CLOSED, RESET, Network, World

if TYPE_CHECKING:
    from catapult_simulator.core.setups.applying import Beginning
    from catapult_simulator.core.setups.setup import Setup
    from catapult_simulator.core.setups.source import Source


class TenantLife(TenantResources):
    """An account from its beginning to its end."""

    def __init__(
        self,
        credentials: Credentials,
        *,
        network: Network,
        make_clock: Callable[[], Clock] = VirtualClock,
        rules: Rules | None = None,
        seed: str | None = None,
        on_close: Callable[[Credentials], object] = lambda _: None,
    ) -> None:
        """`on_close` is called with the credentials once the account is closed."""
        check_optional("rules", rules, Rules)
        check_optional_text("seed", seed)
        self._credentials = credentials
        self._network = network
        self._make_clock = make_clock
        self._rules = rules or Rules()
        self._seed = seed
        self._setup: Setup | None = None
        self._on_close = on_close
        world = self._new_world()
        self._move_into(world, Resources(world))

    def apply_setup(self, setup: "Setup | Source") -> None:
        """Start anew with what `setup` declares for one account, and again after each reset.

        `setup` is a path, a text in JSON or TOML, a mapping, or a Setup, such as a snapshot.
        Credentials stay as they are. Where it raises SetupError, the account is as before.
        """
        from catapult_simulator.core.setups.setup import setup_of

        self._begin_anew(setup_of(setup))

    def snapshot(self) -> "Setup":
        """The account as it is now, as a setup that gives it back: `snapshot().write(path)`.

        Raises SnapshotTooLarge for more than a setup can hold.
        """
        from catapult_simulator.core.setups.setup import Setup
        from catapult_simulator.core.setups.snapshots import snapshot

        return Setup(snapshot(self.credentials, self._world, self._resources))

    def state(self) -> "Setup":
        """As `snapshot`, for a file over restarts: with its clock, and with more media.

        Raises SnapshotTooLarge, SetupError for what could not be read back.
        """
        from catapult_simulator.core.setups.setup import Setup
        from catapult_simulator.core.setups.snapshots import state

        return Setup(state(self.credentials, self._world, self._resources))

    def resume(self, state: "Setup", setup: "Setup | None" = None) -> None:
        """Go on as `state` says. A reset returns to `setup`; without one, to an empty account with
        the rules of the state."""
        from catapult_simulator.core.setups.applying import Beginning

        self._begin_anew(state)
        self._setup = setup
        if setup is None:
            self._rules = Beginning(state.only_account()).rules(self._rules)

    @property
    def has_setup(self) -> bool:
        """Whether a reset returns to a setup; else, to an empty account."""
        return self._setup is not None

    def reset(self) -> None:
        """Start anew, with the same credentials and rules, and with its setup if it has one.

        On a wall clock, ids are new ones from now on, unless the tenant has a seed.
        A callback still in flight belongs to the old world: its outcome is not recorded here.
        """
        self._begin_anew(self._setup)

    def close(self) -> None:
        """Delete the account: cancel all that is still due, and leave the simulator.

        What is left is the journal; all other uses raise TenantClosed.
        """
        if self.is_closed:
            return
        self._retire(CLOSED)
        self._leave_world()
        self._on_close(self.credentials)
        self.journal.close()  # last: who is woken by it finds no tenant

    def _begin_anew(self, setup: "Setup | None") -> None:
        old = self._world
        world, resources = self._furnished(setup, old)
        self._setup = setup
        self._retire(RESET)
        self._move_into(world, resources)
        world.plan_timers()
        old.journal.close()  # last: who is woken by it finds the new journal

    def _furnished(self, setup: "Setup | None", old: World) -> tuple[World, Resources]:
        """A new world, which nobody uses yet, with what `setup` declares."""
        # Numbers of entries go on: a client that follows the journal must not miss the new ones.
        # A reset takes one, so that it shows where nothing had happened.
        first_entry, origin = old.journal.next_number + 1, old.client_origin
        if setup is None:
            world = self._new_world(first_entry, origin)
            return world, Resources(world)
        from catapult_simulator.core.setups.applying import Beginning, apply

        beginning = Beginning(setup.only_account())
        world = self._new_world(first_entry, origin, beginning)
        resources = Resources(world)
        apply(beginning, world, resources)
        return world, resources

    def _retire(self, why: str) -> None:
        self._world.retire(why)
        self.media.clear()

    def _new_world(
        self,
        first_entry: int = 1,
        client_origin: str | None = None,
        beginning: "Beginning | None" = None,
    ) -> World:
        clock, rules = self._make_clock(), self._rules
        seed = self._seed or (self.user_id if clock.can_advance else urandom(16).hex())
        if beginning is not None:
            beginning.set_clock(clock)
            rules, seed = beginning.rules(rules), beginning.seed(seed, self.user_id)
        return World(
            self.user_id,
            rules=rules,
            clock=clock,
            network=self._network,
            seed=seed,
            first_entry=first_entry,
            client_origin=client_origin,
        )

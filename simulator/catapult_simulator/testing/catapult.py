"""Catapult: an account as a test uses it. The fixture `catapult` gives one."""

from catapult_simulator.core.tenant import Tenant


class Catapult(Tenant):
    """A tenant, and whatever a test puts around it: its app, a redirect of the real service."""

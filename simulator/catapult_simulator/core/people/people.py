"""People with phones: they text the account's numbers, and read what the app sends to them."""


class People:
    """The verbs of an account that have to do with people."""

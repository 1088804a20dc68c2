"""Names of fields as JSON has them."""


def camel(field: str) -> str:
    """The property of a field: `incomingMessageUrl`, `messageOn429`, `from`."""
    first, *others = field.rstrip("_").split("_")
    return first + "".join(map(str.capitalize, others))

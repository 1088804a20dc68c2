"""The size of a sample, as an option of a tool."""


def size(text: str) -> int:
    """At least one: an empty sample proves nothing. Raises ValueError."""
    if (count := int(text)) < 1:
        raise ValueError(f"{count} is no size of a sample")
    return count

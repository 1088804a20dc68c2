"""Records of an account, as its Python methods give them over HTTP, with the names of JSON."""

from catapult_simulator.control_client.client import Json

_KIND = "$"


def with_json_names(record: Json) -> Json:
    """`applicationId` for `application_id`. What is not set is left out."""
    return {
        _camel_case(name): value
        for name, value in record.items()
        if name != _KIND and value is not None
    }


def _camel_case(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)

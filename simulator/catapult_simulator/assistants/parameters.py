"""Parameters that several tools have: their types, limits and descriptions."""

from typing import Annotated

from pydantic import Field

from catapult_simulator.core.callbacks import Method

MAX_SECONDS = 60

Person = Annotated[str, Field(description="Number of the person, in E.164: +19195550001.")]
AppNumber = Annotated[
    str | None,
    Field(description="A number of the account. Can be left out where it has only one."),
]
WaitSeconds = Annotated[
    float,
    Field(ge=0, le=MAX_SECONDS, description="How long to wait at most, in real seconds."),
]
Url = Annotated[str, Field(description="URL of the app, as the simulator reaches it.")]
OtherUrl = Annotated[
    str | None, Field(description="Call this URL instead of that of the application.")
]
OtherMethod = Annotated[
    Method | None, Field(description="Another HTTP method than that of the application.")
]
MessageId = Annotated[str, Field(description="Id of a message, such as m-y4lyfagjoep35ov4rdkscyi.")]

"""Numbers of options: nan and inf are none. Click takes both, and nan is within all bounds."""

from math import isfinite
from typing import Any

import click
from click.types import FloatParamType


class Finite(FloatParamType):
    """Any number."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        number = super().convert(value, param, ctx)
        if not isfinite(number):
            self.fail(f"{value!r} is not finite; give a number", param, ctx)
        return number


class FiniteRange(click.FloatRange):
    """A number within bounds."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return super().convert(Finite().convert(value, param, ctx), param, ctx)

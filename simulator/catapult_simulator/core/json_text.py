"""JSON as the API writes it: UTF-8, without spaces (observed: content lengths of 2015)."""

from collections.abc import Callable
from json import JSONEncoder
from typing import Any

to_json: Callable[[Any], str] = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

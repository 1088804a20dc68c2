"""The machine and the versions that were measured."""

import os
import platform
from importlib.metadata import version

_PACKAGES = ("flask", "werkzeug", "marshmallow", "httptools", "requests")


def described() -> str:
    """Versions, cores and load in a few lines."""
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    load = " ".join(f"{mean:.2f}" for mean in os.getloadavg())
    return (
        f"catapult-simulator {version('catapult-simulator')}, {packages}\n"
        f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} "
        f"{platform.machine()}, {os.cpu_count()} cores, load average {load}"
    )

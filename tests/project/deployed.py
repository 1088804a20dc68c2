"""The variables of each process that deploy/ starts, and the command of the image."""

import json
import re
from typing import Any

import yaml

from catapult_simulator.cli.environment import PREFIX
from project.blocks import ROOT

DEPLOY = ROOT / "deploy"
IMAGE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SERVICES: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))[
    "services"
]
HEADLESS, STATEFUL, SERVICE, BALANCER = yaml.safe_load_all(
    (DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8")
)
SIMULATORS = {name: each for name, each in SERVICES.items() if name != "balancer"}
POD = STATEFUL["spec"]["template"]["spec"]
(CONTAINER,) = POD["containers"]
COMMAND = [
    word
    for name in ("ENTRYPOINT", "CMD")
    for word in json.loads(re.findall(rf"^{name} (\[.*\])$", IMAGE, re.MULTILINE)[-1])
]
_DEFAULT = re.compile(r"\$\{[A-Z_]+:-([^}]*)\}")


def interpolated(variables: dict[str, str]) -> dict[str, str]:
    """The variables as compose sets them, where the environment has none of them."""
    return {name: _DEFAULT.sub(r"\1", value) for name, value in variables.items()}


OF_IMAGE = dict(re.findall(rf"({PREFIX}\w+)=(\S+)", IMAGE))
# The variables of a process, by who starts it.
ENVIRONMENTS = {
    "compose": OF_IMAGE | interpolated(SIMULATORS["simulator-1"]["environment"]),
    "kubernetes": OF_IMAGE | {each["name"]: each["value"] for each in CONTAINER["env"]},
}

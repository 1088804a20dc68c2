"""The compose file of docs/how-to/tls.md fits the image and the command line."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from catapult_simulator.cli.environment import PREFIX, VARIABLES
from catapult_simulator.core.hosts import REAL_HOST
from catapult_simulator.tls.folder import AuthorityFiles
from project.blocks import DOCS, ROOT, blocks_of

Services = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def text() -> str:
    blocks = blocks_of(DOCS / "how-to" / "tls.md")
    return next(block.text for block in blocks if block.title == "compose.yaml")


@pytest.fixture(scope="module")
def services(text: str) -> Services:
    return dict(yaml.safe_load(text)["services"])


def test_the_simulator_listens_where_the_app_calls(services: Services) -> None:
    catapult = services["catapult"]

    assert catapult["networks"]["default"]["aliases"] == [REAL_HOST]
    assert catapult["environment"][f"{PREFIX}PORT"] == "443"


def test_its_variables_are_those_of_serve(services: Services) -> None:
    assert set(services["catapult"]["environment"]) <= {f"{PREFIX}{name}" for name in VARIABLES}


def test_the_app_finds_the_certificate_in_the_volume_of_the_image(services: Services) -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    in_image = re.search(r"CATAPULT_SIMULATOR_TLS_FOLDER=(\S+)", dockerfile)
    (of_simulator,) = services["catapult"]["volumes"]
    volume, in_app, mode = services["app"]["volumes"][0].split(":")

    trusted = services["app"]["environment"]["NODE_EXTRA_CA_CERTS"]

    assert in_image
    assert (of_simulator, mode) == (f"{volume}:{in_image[1]}", "ro")
    assert trusted == str(AuthorityFiles(Path(in_app) / "authority").certificate)


def test_docker_reads_it(text: str, tmp_path: Path) -> None:
    docker = shutil.which("docker")
    if not docker or subprocess.run([docker, "compose", "version"], capture_output=True).returncode:
        pytest.skip("no docker compose here")
    (tmp_path / "compose.yaml").write_text(text)

    command = [docker, "compose", "config", "--quiet"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)

    assert done.returncode == 0, done.stderr

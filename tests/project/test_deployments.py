"""The recipes for compose, CI and Kubernetes: with their variables, `serve` has what they say."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
import yaml

from catapult_simulator.cli.environment import PREFIX, VARIABLES, require_known
from catapult_simulator.cli.serve import serve
from catapult_simulator.cli.serving import simulator_of
from catapult_simulator.cli.settings import Settings
from catapult_simulator.core.hosts import is_unregistrable
from catapult_simulator.core.simulator import Simulator
from project.blocks import DOCS, ROOT, blocks_of

IMAGE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
PORT = re.findall(r"EXPOSE (\d+)", IMAGE)[0]
USER = int(re.findall(r"USER (\d+)", IMAGE)[0])


class Recipe(NamedTuple):
    """Image and variables of the simulator, those of the app, and the app as callbacks reach it."""

    image: str
    simulator: Mapping[str, str]
    app: Mapping[str, str]
    receiver: str


def document(page: str, title: str) -> list[Any]:
    blocks = blocks_of(DOCS / "how-to" / page)
    return list(yaml.safe_load_all(next(each.text for each in blocks if each.title == title)))


(COMPOSE,) = (each["services"] for each in document("compose.md", "compose.yaml"))
(GITHUB,) = (each["jobs"]["test"] for each in document("ci.md", ".github/workflows/test.yml"))
(GITLAB,) = (each["test"] for each in document("ci.md", ".gitlab-ci.yml"))
DEPLOYMENT, SERVICE = document("kubernetes.md", "catapult-simulator.yaml")
POD = DEPLOYMENT["spec"]["template"]
(CONTAINER,) = POD["spec"]["containers"]
HUB, LAB = GITHUB["services"]["catapult"], GITLAB["services"][0]
CLUSTER_APP = {
    "CATAPULT_URL": f"http://{SERVICE['metadata']['name']}:{PORT}",
    "CATAPULT_USER_ID": "u-dev",
    "CATAPULT_TOKEN": "t-dev",
    "CATAPULT_SECRET": "secret",
}
RECIPES = {
    "compose": Recipe(
        COMPOSE["catapult"]["image"],
        COMPOSE["catapult"]["environment"],
        COMPOSE["app"]["environment"],
        "app",
    ),
    "github": Recipe(HUB["image"], HUB["env"], GITHUB["env"], "host.docker.internal"),
    "gitlab": Recipe(LAB["name"], LAB["variables"], GITLAB["variables"], "build"),
    "kubernetes": Recipe(
        CONTAINER["image"],
        {each["name"]: each["value"] for each in CONTAINER["env"]},
        CLUSTER_APP,
        "shop",
    ),
}


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_the_image_is_ours_and_its_variables_are_those_of_serve(recipe: Recipe) -> None:
    assert recipe.image.rpartition("/")[2] == "catapult-simulator"
    assert set(recipe.simulator) <= {f"{PREFIX}{name}" for name in VARIABLES}
    assert [name for name, value in recipe.simulator.items() if not isinstance(value, str)] == []


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_the_app_has_the_account_whose_number_calls_it(
    recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulator = served(recipe.simulator, monkeypatch)

    (tenant,) = simulator.tenants()
    (number,), (application,) = tenant.phone_numbers.find(), tenant.applications.find()
    names = ("CATAPULT_USER_ID", "CATAPULT_TOKEN", "CATAPULT_SECRET")
    assert tenant.credentials == tuple(recipe.app[name] for name in names)
    assert application.incoming_message_url == f"http://{recipe.receiver}:3000/sms"
    assert number.application_id == application.id
    assert tenant.can_advance is (recipe.simulator.get(f"{PREFIX}CLOCK") == "virtual")


def served(variables: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> Simulator:
    """The simulator of a `serve` with these variables."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    require_known()
    return simulator_of(Settings(**serve.make_context("serve", []).params))


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_the_control_api_answers_under_the_name_of_the_recipe(recipe: Recipe) -> None:
    at = urlsplit(recipe.app["CATAPULT_URL"])

    assert is_unregistrable(at.hostname or "")
    assert str(at.port) == PORT


def test_compose_starts_the_app_when_the_image_says_healthy() -> None:
    assert COMPOSE["app"]["depends_on"] == {"catapult": {"condition": "service_healthy"}}
    assert "HEALTHCHECK" in IMAGE
    assert RECIPES["compose"].receiver in COMPOSE
    assert COMPOSE["catapult"]["ports"] == [f"127.0.0.1:{PORT}:{PORT}"]


def test_compose_and_kubernetes_run_it_read_only_without_rights() -> None:
    catapult, context = COMPOSE["catapult"], CONTAINER["securityContext"]

    assert catapult["read_only"] is context["readOnlyRootFilesystem"] is True
    assert catapult["cap_drop"] == context["capabilities"]["drop"] == ["ALL"]
    assert catapult["security_opt"] == ["no-new-privileges:true"]
    assert context["allowPrivilegeEscalation"] is False
    assert catapult["tmpfs"] == [CONTAINER["volumeMounts"][0]["mountPath"]] == ["/tmp"]
    (volume,) = POD["spec"]["volumes"]
    assert volume["name"] == CONTAINER["volumeMounts"][0]["name"]


def test_github_gives_its_service_a_port_a_name_for_the_host_and_variables_alone() -> None:
    assert HUB.keys() == {"image", "ports", "options", "env"}  # a service has no command
    assert HUB["options"] == f"--add-host {RECIPES['github'].receiver}:host-gateway"
    assert HUB["ports"] == [f"{PORT}:{PORT}"]


def test_gitlab_puts_job_and_service_into_one_network() -> None:
    assert GITLAB["variables"]["FF_NETWORK_PER_BUILD"] == "1"
    assert LAB["alias"] == urlsplit(GITLAB["variables"]["CATAPULT_URL"]).hostname


def test_kubernetes_runs_one_pod_as_the_user_of_the_image() -> None:
    spec, context = DEPLOYMENT["spec"], POD["spec"]["securityContext"]

    assert (spec["replicas"], spec["strategy"]["type"]) == (1, "Recreate")
    assert (context["runAsNonRoot"], context["runAsUser"]) == (True, USER)


def test_kubernetes_probes_the_health_route_at_the_port_that_the_service_leads_to() -> None:
    (port,) = CONTAINER["ports"]
    (published,) = SERVICE["spec"]["ports"]
    probes = [CONTAINER[f"{name}Probe"]["httpGet"] for name in ("startup", "readiness", "liveness")]

    assert str(port["containerPort"]) == str(published["port"]) == PORT
    assert {(probe["path"], probe["port"]) for probe in probes} == {
        ("/_simulator/health", port["name"])
    }
    assert published["targetPort"] == port["name"]


def test_kubernetes_selects_the_pods_that_the_deployment_makes() -> None:
    labels = POD["metadata"]["labels"]

    assert DEPLOYMENT["spec"]["selector"]["matchLabels"] == SERVICE["spec"]["selector"] == labels
    assert is_unregistrable(f"{SERVICE['metadata']['name']}.any.svc.cluster.local")


def test_the_variables_that_kubernetes_sets_for_the_service_are_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name = SERVICE["metadata"]["name"].upper().replace("-", "_")
    links = {f"{name}_PORT": f"tcp://10.0.0.1:{PORT}", f"{name}_SERVICE_HOST": "10.0.0.1"}

    simulator = served({**RECIPES["kubernetes"].simulator, **links}, monkeypatch)

    assert len(list(simulator.tenants())) == 1


@pytest.mark.parametrize("page", ["compose.md", "ci.md", "kubernetes.md"])
def test_a_page_is_short(page: str) -> None:
    assert len(Path(DOCS / "how-to" / page).read_text(encoding="utf-8").splitlines()) <= 100

"""deploy/: compose file and manifests start the processes that HAProxy expects."""

import re
from pathlib import PurePosixPath

import pytest
import yaml

from catapult_simulator.cli.environment import PREFIX, VARIABLES, WITHOUT_OPTION
from catapult_simulator.cli.main import commands
from project.blocks import ROOT
from project.deployed import (
    BALANCER,
    COMMAND,
    CONTAINER,
    DEPLOY,
    ENVIRONMENTS,
    HEADLESS,
    IMAGE,
    OF_IMAGE,
    POD,
    SERVICE,
    SERVICES,
    SIMULATORS,
    STATEFUL,
    interpolated,
)
from project.test_deployments import PORT, USER, served

HAPROXY = (DEPLOY / "haproxy.cfg").read_text(encoding="utf-8")
SCALE = (ROOT / "docs" / "how-to" / "scale.md").read_text(encoding="utf-8")
KUSTOMIZATION = yaml.safe_load((DEPLOY / "kustomization.yaml").read_text(encoding="utf-8"))
PROCESSES = dict(re.findall(r"presetenv CATAPULT_PROCESS_(\d+) ([\w.:-]+)", HAPROXY))
(PROXY,) = BALANCER["spec"]["template"]["spec"]["containers"]
(PROXY_FILES,) = BALANCER["spec"]["template"]["spec"]["volumes"]
_TO_BIND = "/usr/local/etc/haproxy"  # where the image of HAProxy looks for haproxy.cfg


def test_each_place_of_the_configuration_has_every_process() -> None:
    servers = re.findall(r'^ +server (\d+) "\$\{CATAPULT_PROCESS_(\d+)\}"', HAPROXY, re.MULTILINE)
    chosen = re.findall(r"-m str ([\d ]+) \} # \[processes\]", HAPROXY)

    assert servers == [(name, name) for name in PROCESSES] * 2
    assert chosen == [" ".join(PROCESSES)]
    assert HAPROXY.count("[processes]") == 5  # the four places, and the sentence about them


def test_compose_starts_what_the_configuration_names() -> None:
    assert [f"{name}:{PORT}" for name in SIMULATORS] == list(PROCESSES.values())
    assert SERVICES["balancer"]["depends_on"].keys() == SIMULATORS.keys()


def test_compose_gives_the_balancer_its_files() -> None:
    mounted = [each.split(":")[0] for each in SERVICES["balancer"]["volumes"]]

    assert {path.removeprefix("./") for path in mounted} == {
        path.name for path in DEPLOY.iterdir() if path.suffix in (".cfg", ".lua")
    }


@pytest.mark.parametrize("environment", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_a_process_starts_without_accounts(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {f"{PREFIX}{name}" for name in (*VARIABLES, *WITHOUT_OPTION)}

    assert environment.keys() <= known
    assert all(isinstance(value, str) for value in environment.values())
    assert served(environment, monkeypatch).tenants() == []


def test_each_process_of_compose_has_the_same_variables() -> None:
    variables = [OF_IMAGE | interpolated(each["environment"]) for each in SIMULATORS.values()]

    assert variables == [ENVIRONMENTS["compose"]] * len(PROCESSES)


def test_deployments_start_the_command_of_the_image() -> None:
    assert {"command", "args", "entrypoint", "user"} & {
        *CONTAINER, *PROXY, *(key for each in SERVICES.values() for key in each)
    } == set()  # fmt: skip
    assert COMMAND == ["catapult-simulator", "serve"]
    assert COMMAND[1] in commands.list_commands(None)  # type: ignore[arg-type]  # it reads none


def test_the_public_url_of_compose_is_that_of_the_app_unless_it_is_set() -> None:
    name = f"{PREFIX}PUBLIC_URL"

    assert ENVIRONMENTS["compose"][name] == ""
    assert f"{name}=http" in SCALE


def test_the_balancer_has_its_configuration_where_its_image_looks_for_it() -> None:
    (mount,) = PROXY["volumeMounts"]
    bound = {each.split(":")[1] for each in SERVICES["balancer"]["volumes"]}

    assert SERVICES["balancer"]["image"] == PROXY["image"] == "haproxy:2.6"
    assert bound == {f"{_TO_BIND}/haproxy.cfg", f"{_TO_BIND}/every_process.lua"}
    assert (mount["mountPath"], mount["name"]) == (_TO_BIND, PROXY_FILES["name"])


def test_every_port_is_that_of_the_image_and_of_the_balancer() -> None:
    published = re.fullmatch(r"127\.0\.0\.1:\d+:(\d+)", SERVICES["balancer"]["ports"][0])
    ports = [container["ports"][0] for container in (CONTAINER, PROXY)]

    assert published is not None
    assert f"presetenv CATAPULT_BIND *:{published[1]}" in HAPROXY
    assert {published[1], *(str(each["containerPort"]) for each in ports)} == {PORT}
    for service, port in zip((HEADLESS, SERVICE), ports, strict=True):
        assert service["spec"]["ports"][0]["targetPort"] == port["name"]
        assert str(service["spec"]["ports"][0]["port"]) == PORT


@pytest.mark.parametrize("name", SIMULATORS)
def test_compose_keeps_the_state_in_a_folder_that_the_image_may_write(name: str) -> None:
    (volume,) = SIMULATORS[name]["volumes"]
    folder = volume.partition(":")[2]

    assert PurePosixPath(
        SIMULATORS[name]["environment"]["CATAPULT_SIMULATOR_STATE"]
    ).parent == PurePosixPath(folder)
    assert f"mkdir --mode=1777 {folder}" in IMAGE
    assert len({each["volumes"][0] for each in SIMULATORS.values()}) == len(SIMULATORS)


def test_the_balancer_of_kubernetes_knows_each_pod_by_its_name() -> None:
    pods = {
        f"CATAPULT_PROCESS_{count + 1}": f"{STATEFUL['metadata']['name']}-{count}"
        for count in range(STATEFUL["spec"]["replicas"])
    }
    values = {each["name"]: each.get("value", "") for each in PROXY["env"]}
    domain = f"{HEADLESS['metadata']['name']}.$(NAMESPACE).svc.cluster.local:{PORT}"

    assert len(pods) == len(PROCESSES)
    assert values.items() >= {name: f"{pod}.{domain}" for name, pod in pods.items()}.items()
    assert STATEFUL["spec"]["serviceName"] == HEADLESS["metadata"]["name"]
    assert HEADLESS["spec"]["clusterIP"] == "None"
    assert HEADLESS["spec"]["publishNotReadyAddresses"] is True


def test_kubernetes_keeps_the_state_on_a_volume_of_each_pod() -> None:
    (claim,) = STATEFUL["spec"]["volumeClaimTemplates"]
    mounts = {each["name"]: each["mountPath"] for each in CONTAINER["volumeMounts"]}
    path = ENVIRONMENTS["kubernetes"]["CATAPULT_SIMULATOR_STATE"]

    assert path.startswith(f"{mounts[claim['metadata']['name']]}/")
    assert POD["securityContext"]["fsGroup"] == POD["securityContext"]["runAsUser"] == USER


def test_kubernetes_selects_and_probes_what_it_starts() -> None:
    for service, workload in ((HEADLESS, STATEFUL), (SERVICE, BALANCER)):
        template = workload["spec"]["template"]
        (container,) = template["spec"]["containers"]
        assert service["spec"]["selector"] == template["metadata"]["labels"]
        assert workload["spec"]["selector"]["matchLabels"] == template["metadata"]["labels"]
        assert container["readinessProbe"]["httpGet"]["path"] == "/_simulator/health"
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}


def test_kustomize_makes_the_configuration_that_the_balancer_mounts() -> None:
    (made,) = KUSTOMIZATION["configMapGenerator"]

    assert PROXY_FILES["configMap"]["name"] == made["name"]
    assert {*made["files"], *KUSTOMIZATION["resources"]} == {
        path.name
        for path in DEPLOY.iterdir()
        if path.name not in ("compose.yaml", "kustomization.yaml")
    }

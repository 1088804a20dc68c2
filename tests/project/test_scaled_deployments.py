"""deploy/: compose file and manifests start the processes that HAProxy expects."""

import re
from pathlib import PurePosixPath
from typing import Any

import pytest
import yaml

from catapult_simulator.cli.environment import PREFIX, VARIABLES
from project.blocks import ROOT
from project.test_deployments import PORT, USER, served

DEPLOY = ROOT / "deploy"
HAPROXY = (DEPLOY / "haproxy.cfg").read_text(encoding="utf-8")
SERVICES: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))[
    "services"
]
HEADLESS, STATEFUL, SERVICE, BALANCER = yaml.safe_load_all(
    (DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8")
)
KUSTOMIZATION = yaml.safe_load((DEPLOY / "kustomization.yaml").read_text(encoding="utf-8"))
PROCESSES = dict(re.findall(r"presetenv CATAPULT_PROCESS_(\d+) ([\w.:-]+)", HAPROXY))
POD = STATEFUL["spec"]["template"]["spec"]
(CONTAINER,) = POD["containers"]
(PROXY,) = BALANCER["spec"]["template"]["spec"]["containers"]
SIMULATORS = {name: each for name, each in SERVICES.items() if name != "balancer"}
ENVIRONMENTS = {
    **{name: each["environment"] for name, each in SIMULATORS.items()},
    "kubernetes": {each["name"]: each["value"] for each in CONTAINER["env"]},
}


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
    assert environment.keys() <= {f"{PREFIX}{name}" for name in VARIABLES}
    assert served(environment, monkeypatch).tenants() == []


@pytest.mark.parametrize("name", SIMULATORS)
def test_compose_keeps_the_state_in_a_folder_that_the_image_may_write(name: str) -> None:
    (volume,) = SIMULATORS[name]["volumes"]
    folder = volume.partition(":")[2]

    assert PurePosixPath(ENVIRONMENTS[name]["CATAPULT_SIMULATOR_STATE"]).parent == PurePosixPath(
        folder
    )
    assert f"mkdir --mode=1777 {folder}" in (ROOT / "Dockerfile").read_text(encoding="utf-8")
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
    (volume,) = BALANCER["spec"]["template"]["spec"]["volumes"]

    assert volume["configMap"]["name"] == made["name"]
    assert {*made["files"], *KUSTOMIZATION["resources"]} == {
        path.name
        for path in DEPLOY.iterdir()
        if path.name not in ("compose.yaml", "kustomization.yaml")
    }

"""The workflow that releases. It is not run here: it is read, and its check of the tag is run."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

import catapult_simulator
from project.test_packaging import PROJECT, ROOT
from project.test_page_facts import REPOSITORY

WORKFLOW: dict[Any, Any] = yaml.safe_load(
    (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
)
JOBS: dict[str, dict[str, Any]] = WORKFLOW["jobs"]
STEPS = [(job, step) for job in JOBS for step in JOBS[job]["steps"]]
VERSION: str = PROJECT["project"]["version"]
PINNED = re.compile(r"(actions|docker)/[a-z-]+@v\d+|pypa/gh-action-pypi-publish@release/v1")


def used(job: str, action: str) -> dict[str, Any]:
    """The inputs of an action in a job."""
    steps = [step for step in JOBS[job]["steps"] if step.get("uses", "").startswith(f"{action}@")]
    assert len(steps) == 1
    return dict(steps[0].get("with", {}))


def test_the_version_is_the_same_everywhere() -> None:
    assert catapult_simulator.__version__ == VERSION


@pytest.mark.parametrize(
    ("tag", "releases"),
    [(f"v{VERSION}", True), ("v10.20.30", True), (VERSION, False), ("v1", False), ("v1.0x", False)],
)
def test_only_a_tag_of_a_version_releases(tag: str, releases: bool) -> None:
    (pattern,) = WORKFLOW[True]["push"]["tags"]  # YAML 1.1 reads the key `on` as true

    assert (re.fullmatch(pattern.replace(".", r"\."), tag) is not None) is releases


def test_actions_are_pinned_to_a_major_version() -> None:
    actions = [step["uses"] for _, step in STEPS if "uses" in step]

    assert [action for action in actions if not PINNED.fullmatch(action)] == []


def test_each_action_has_one_version() -> None:
    versions = {step["uses"] for _, step in STEPS if "uses" in step}

    assert len(versions) == len({each.partition("@")[0] for each in versions})


def test_each_job_may_do_only_what_it_needs() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert {name: job["permissions"] for name, job in JOBS.items() if "permissions" in job} == {
        "pypi": {"id-token": "write"},
        "image": {"contents": "read", "packages": "write"},
    }


def test_there_is_no_password_but_that_of_the_run() -> None:
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")

    assert set(re.findall(r"secrets\.(\w+)", text)) == {"GITHUB_TOKEN"}
    assert used("pypi", "pypa/gh-action-pypi-publish") == {}
    assert JOBS["pypi"]["environment"] == "pypi"


def test_nothing_is_published_before_every_gate_holds() -> None:
    assert {"run": ".ci/run"} in JOBS["check"]["steps"]
    assert JOBS["build"]["needs"] == "check"
    assert JOBS["pypi"]["needs"] == "build"
    assert set(JOBS["image"]["needs"]) == {"check", "build", "pypi"}
    assert JOBS["image"]["if"] == "${{ !failure() && !cancelled() }}"


def test_started_by_hand_it_publishes_nothing() -> None:
    assert "workflow_dispatch" in WORKFLOW[True]
    assert JOBS["pypi"]["if"] == "github.ref_type == 'tag'"
    assert used("image", "docker/build-push-action")["push"] == "${{ github.ref_type == 'tag' }}"


def test_pypi_gets_what_the_gate_builds() -> None:
    assert used("build", "actions/upload-artifact")["path"] == "build/dist/"
    assert used("build", "actions/upload-artifact")["name"] == "dist"
    assert used("pypi", "actions/download-artifact") == {"name": "dist", "path": "dist/"}
    assert '--directory "$1/dist"' in (ROOT / ".ci" / "build").read_text(encoding="utf-8")


def test_the_image_is_built_for_both_processors_under_its_version() -> None:
    built = used("image", "docker/build-push-action")
    named = [tag.rpartition(":") for tag in built["tags"].split("\n") if tag]

    assert built["platforms"] == "linux/amd64,linux/arm64"
    assert {name for name, _, _ in named} == {"ghcr.io/${{ github.repository }}"}
    assert [tag for _, _, tag in named] == ["${{ needs.check.outputs.version }}", "latest"]
    assert REPOSITORY.rpartition("/")[2] == PROJECT["project"]["name"]


def test_the_gates_run_on_each_declared_python() -> None:
    declared = re.findall(r"Python :: (3\.\d+)", str(PROJECT["project"]["classifiers"]))

    assert used("check", "actions/setup-python")["python-version"].split() == declared


def test_each_job_ends() -> None:
    assert [name for name, job in JOBS.items() if job["timeout-minutes"] > 90] == []


@pytest.mark.parametrize(
    ("ref", "notes", "said"),
    [
        ("tag v1.2.3", "## [1.2.3] - 2026-11-30", ""),
        ("branch main", "## [Unreleased]", ""),
        ("tag v1.2.4", "## [1.2.3]", "the tag is v1.2.4, pyproject.toml has 1.2.3"),
        ("tag v1.2.3", "## [Unreleased]", "CHANGELOG.md has no section [1.2.3]"),
    ],
)
def test_a_tag_that_is_not_the_version_or_has_no_notes_ends_the_run(
    ref: str, notes: str, said: str, tmp_path: Path
) -> None:
    (step,) = (step for step in JOBS["check"]["steps"] if step.get("id") == "version")
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    changed = project.replace(f'version = "{VERSION}"', 'version = "1.2.3"')
    (tmp_path / "pyproject.toml").write_text(changed, encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text(notes, encoding="utf-8")
    type_, name = ref.split()
    variables = {"GITHUB_REF_TYPE": type_, "GITHUB_REF_NAME": name, "GITHUB_OUTPUT": "output"}

    done = subprocess.run(
        ["bash", "-e", "-c", step["run"]],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", **variables},
        capture_output=True,
        text=True,
        timeout=30,
    )

    assert (done.returncode, done.stdout.strip()) == (bool(said), said)
    assert (tmp_path / "output").read_text() == "version=1.2.3\n"

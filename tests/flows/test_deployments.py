"""What is deployed: from code at every `dondoc up`, or by the administrator with prefect.yaml; the same either way."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from prefect.client.schemas.actions import WorkPoolUpdate
from prefect.utilities.importtools import import_object
from prefect.workers.base import BaseWorker

from flows.deployments import deploy
from flows.environment import environment
from flows.ours import DEPLOYMENTS
from flows.worker import DondocWorker
from tests.flows.stage import Stage

PROJECT = Path(__file__).parents[2]


def test_prefect_yaml_says_what_the_code_does():
    described = yaml.safe_load((PROJECT / "prefect.yaml").read_text())["deployments"]

    assert [
        (each["name"], each["entrypoint"], each["description"], tuple(each["tags"]), each["work_pool"]["name"])
        for each in described
    ] == sorted((each.name, each.entrypoint, each.description, each.tags, "dondoc") for each in DEPLOYMENTS)


@pytest.mark.parametrize("deployed", DEPLOYMENTS, ids=lambda each: each.name)
def test_each_entrypoint_is_the_flow_of_that_name(deployed):
    assert import_object(deployed.entrypoint).name == deployed.name


async def test_deploying_again_changes_nothing_and_keeps_a_paused_pool_paused(stage: Stage):
    pool = stage.settings.work_pool
    before = {each.full_name: (await stage.client.read_deployment_by_name(each.full_name)).id for each in DEPLOYMENTS}
    await stage.client.update_work_pool(pool, WorkPoolUpdate(is_paused=True))

    await deploy(stage.client, stage.settings)

    after = {each.full_name: (await stage.client.read_deployment_by_name(each.full_name)).id for each in DEPLOYMENTS}
    assert after == before
    assert (await stage.client.read_work_pool(pool)).is_paused


def test_prefect_finds_our_worker_by_its_type():
    assert BaseWorker.get_worker_class_from_type("dondoc") is DondocWorker


async def test_an_administrator_deploys_with_prefects_own_commands(stage: Stage):
    def prefect(*words: str) -> None:
        command = [sys.executable, "-m", "prefect", "--no-prompt", *words]
        done = subprocess.run(command, cwd=PROJECT, env=environment(stage.settings), capture_output=True, text=True)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]

    prefect("work-pool", "create", "dondoc", "--type", "dondoc", "--overwrite")
    prefect("deploy", "--all")

    deployment = await stage.client.read_deployment_by_name("directive/directive")
    assert deployment.work_pool_name == "dondoc"

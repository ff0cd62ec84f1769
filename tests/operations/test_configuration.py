"""Every setting is documented, and the three ways to run a site start the same programs."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import yaml

from webapp.commands import COMMANDS, run
from webapp.operations import configuration

ROOT = Path(__file__).parents[2]
# docker-compose.yml reads these and passes them to the stores and the site.
FOR_COMPOSE = {"GUILDHALL_EXTRAS", "NEO4J_PASSWORD", "REDIS_PASSWORD"}


def test_every_setting_is_in_the_example():
    written = set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert written == configuration.names() | FOR_COMPOSE


def test_every_setting_is_in_the_readme():
    readme = (ROOT / "README.md").read_text()
    assert not [name for name in sorted(configuration.names()) if name not in readme]


def test_every_command_is_in_the_readme():
    rows = re.findall(r"^\| `([\w-]+)[^|]*` \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert set(COMMANDS) <= set(rows)


def test_compose_starts_what_the_procfile_names():
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    procfile = (ROOT / "Procfile").read_text().replace("$GUILDHALL_DATA_DIR", "/data").splitlines()
    programs = {name: shlex.split(command) for name, command in (line.split(":", 1) for line in procfile)}
    assert {name: services[name]["command"] for name in programs} == programs


def test_compose_has_a_health_check_for_every_service_and_no_default_secret():
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    assert {name for name, service in services.items() if "healthcheck" not in service} == {"migrate"}
    assert not re.search(r"(PASSWORD|SECRET_KEY):-", (ROOT / "docker-compose.yml").read_text())


def test_compose_gives_no_container_more_than_it_needs():
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    for name, service in compose["services"].items():
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["init"] is True, name
        assert {"mem_limit", "pids_limit", "stop_grace_period", "logging"} <= service.keys(), name
        assert service["logging"]["options"]["max-size"], name
        assert service.get("build") or re.search(r"@sha256:[0-9a-f]{64}$", service["image"]), name


def test_compose_keeps_the_stores_on_a_network_without_a_way_out():
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    assert compose["networks"]["stores"] == {"internal": True}
    for name in ("neo4j", "redis", "beat", "migrate"):
        assert compose["services"][name]["networks"] == ["stores"], name
    assert not [name for name, service in compose["services"].items() if "ports" in service and name != "web"]


def test_the_images_of_the_dockerfile_are_fixed():
    bases = re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert [base for base in bases if not re.search(r"@sha256:[0-9a-f]{64}$", base)] == []


def test_the_site_refuses_to_start_without_its_secrets_and_names_all_of_them():
    bare = {"PATH": os.environ["PATH"]}
    command = [sys.executable, "-m", "gunicorn", "webapp.site:create_app()"]
    refused = subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True, check=False, timeout=30)
    assert refused.returncode != 0
    for name in ("GUILDHALL_SECRET_KEY", "GUILDHALL_GRAPH_PASSWORD", "GUILDHALL_GRAPH_URL", "GUILDHALL_QUEUE_URL"):
        assert name in refused.stderr


def test_what_the_image_copies_is_not_kept_out_of_it():
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    admitted = set((ROOT / ".dockerignore").read_text().splitlines())
    names = [name for line in copied for name in line.split()]
    assert names
    assert not [name for name in names if f"!{name}" not in admitted or not (ROOT / name).exists()]


def test_the_image_and_the_launcher_are_equally_frugal():
    image = (ROOT / "Dockerfile").read_text()
    assert not [name for name, value in run.FRUGAL.items() if f"{name}={value}" not in image]

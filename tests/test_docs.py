"""The documents say what the code does."""

import configparser
import re
import shlex
from pathlib import Path

import click
import pytest
from flask import Flask

from factcheck.app import create_app
from factcheck.cli import cli
from factcheck.config import Config

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def _commands(
    group: click.Group, path: tuple[str, ...] = ()
) -> dict[tuple[str, ...], click.Command]:
    """Every command by its words; groups are walked, not listed."""
    found: dict[tuple[str, ...], click.Command] = {}
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        words = (*path, name)
        if isinstance(command, click.Group):
            found |= _commands(command, words)
        else:
            found[words] = command
    return found


COMMANDS = _commands(cli)


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return create_app(Config(tmp_path, f"sqlite:///{tmp_path}/x.db", "http://x.example", "s" * 32))


def test_the_readme_lists_every_setting_and_no_other() -> None:
    readme = (ROOT / "README.md").read_text()
    listed = set(re.findall(r"^\| `FACTCHECK_(\w+)`", readme, re.MULTILINE))
    source = "".join(
        (ROOT / "factcheck" / name).read_text()
        for name in (
            "config.py",
            "db_settings.py",
            "llm_settings.py",
            "sign_in_settings.py",
            "operating_settings.py",
        )
    )
    assert listed == set(re.findall(r'env\.str\("(\w+)"', source))


def test_the_readme_lists_every_command() -> None:
    readme = (ROOT / "README.md").read_text()
    for words in COMMANDS:
        assert f"| `factcheck {' '.join(words)}" in readme, words


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_in_the_documents_exist_with_their_options(page: Path) -> None:
    for line in re.findall(r"(?:\$ |`)(factcheck [a-z][^`\n]*)", page.read_text()):
        words = shlex.split(line)[1:]
        command = COMMANDS.get(tuple(words[:1])) or COMMANDS.get(tuple(words[:2]))
        assert command, line
        options = {option for each in command.params for option in each.opts}
        assert {word for word in words if word.startswith("-")} <= options, line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_addresses_in_the_documents_are_routes(page: Path, app: Flask) -> None:
    text = page.read_text()
    paths = re.findall(r"\$BASE(/[^\s\"?]+)", text)
    paths = [f"/api/v1{path}" for path in paths]
    paths += re.findall(r"(?:GET|POST|PATCH|DELETE) (/[\w/.:{}-]+)", text)
    rules = [re.sub(r"<[^>]+>", "X", rule.rule) for rule in app.url_map.iter_rules()]
    for path in paths:
        assert re.sub(r"\$\w+|{\w+}", "X", path) in rules, path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_the_documents_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text()):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), target


def test_every_package_is_installed() -> None:
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg")
    listed = set(settings["options"]["packages"].split())
    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for path in (ROOT / "factcheck").rglob("__init__.py")
    }
    mapped = {"factcheck.migrations", "factcheck.migrations.versions", "factcheck.seeds"}
    assert listed == found | mapped


def test_every_direct_dependency_is_pinned() -> None:
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg")
    extras = settings["options.extras_require"]
    lines = settings["options"]["install_requires"].split("\n")
    lines += [line for name in extras for line in extras[name].split("\n")]
    names = {re.split(r"[\[<>=;]", line)[0].strip().lower() for line in lines if line.strip()}
    pins = (ROOT / "constraints.txt").read_text().lower()
    assert not [name for name in names if not re.search(rf"^{re.escape(name)}==", pins, re.M)]


def test_files_fit_a_sitting() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for folder in ("factcheck", "migrations", "benchmarks", "tests")
        for path in (ROOT / folder).rglob("*.py")
        if (count := len(path.read_text().splitlines())) > 450
    }
    assert not long

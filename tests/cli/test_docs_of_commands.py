from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from accede.cli import commands
from accede.cli.docs import as_markdown

DOCS = Path(__file__).parents[2] / "docs" / "commands.md"
NAMES = sorted(commands.commands)
GROUPS = {name: command.commands for name, command in commands.commands.items() if isinstance(command, click.Group)}
# Commands that ask no record.
APART = {"accounts", "instruments"}


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help_with_an_example(name: str) -> None:
    text = CliRunner().invoke(commands, [name, "--help"]).output
    assert "Example:" in text
    assert f"  accede {name}" in text.split("Example:")[1]


@pytest.mark.parametrize("name", NAMES)
def test_every_option_and_argument_is_explained(name: str) -> None:
    command = commands.commands[name]
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help
        else:
            assert str(parameter.name).upper() in str(command.help).upper()


@pytest.mark.parametrize(("group", "name"), [(group, name) for group, held in GROUPS.items() for name in sorted(held)])
def test_every_command_of_a_group_is_explained(group: str, name: str) -> None:
    text = CliRunner().invoke(commands, [group, name, "--help"]).output
    assert f"  accede {group} {name}" in text.split("Example:")[1]


@pytest.mark.parametrize("name", sorted(set(NAMES) - APART))
def test_every_command_works_on_a_record(name: str) -> None:
    assert "location" in {parameter.name for parameter in commands.commands[name].params}


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"show", "brief", "read", "serve", "mcp", "prepare"} - set(GROUPS)))
def test_every_answer_has_json(name: str) -> None:
    assert "as_json" in {parameter.name for parameter in commands.commands[name].params}


def test_the_documents_are_up_to_date() -> None:
    assert DOCS.read_text(encoding="utf-8") == as_markdown(), "run: python -m accede.cli.docs > docs/commands.md"

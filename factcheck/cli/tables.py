"""Tables on a terminal or in a pipe."""

import sys

from rich.console import Console
from rich.table import Table

_IDS = {"id", "claim"}
"""Columns that hold ids."""


def new_table(*columns: str) -> Table:
    """A table without lines, its heads bold; long cells fold, but ids are there to be copied."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(name, overflow="fold", no_wrap=name in _IDS)
    return table


def show(table: Table) -> None:
    """Print the table. A pipe has no width of its own; a file should not fold like a terminal."""
    width = None if sys.stdout.isatty() else 140
    Console(highlight=False, markup=False, width=width).print(table)


def plain(text: str) -> str:
    """The text on one line without control characters, which could play tricks on a terminal."""
    words = " ".join(text.split())
    return "".join(letter if letter.isprintable() else "�" for letter in words)

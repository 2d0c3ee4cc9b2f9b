"""The threshold as an option of commands."""

from typing import Any

import click


class Threshold(click.ParamType[float]):
    """A check-worthiness from 0 to 1."""

    name = "0–1"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number that was given; wrong use for anything else."""
        try:
            number = float(value)
        except ValueError:
            number = -1.0
        if not 0 <= number <= 1:  # nor may it be a NaN, which is neither more nor less
            self.fail(f"{value!r} is no number from 0 to 1.", param, ctx)
        return number


class ThresholdOrDefault(click.ParamType[float | str]):
    """A check-worthiness from 0 to 1, or `default` for the extractor's own."""

    name = "0–1|default"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float | str:
        """The number that was given, or the word."""
        return "default" if value == "default" else Threshold().convert(value, param, ctx)

"""The frozen verification report, its renderings, and what became of it since."""

from factcheck.report.difference import Difference, difference, told_difference
from factcheck.report.freeze import PeriodState, freeze, freeze_period, look_at_period
from factcheck.report.reading import compare, contents, edition_for, may_open, schema_text, whole
from factcheck.report.render import FORMATS, content_type, file_name, render
from factcheck.report.seal import Audience

__all__ = [
    "FORMATS",
    "Audience",
    "Difference",
    "PeriodState",
    "compare",
    "content_type",
    "contents",
    "difference",
    "edition_for",
    "file_name",
    "freeze",
    "freeze_period",
    "look_at_period",
    "may_open",
    "render",
    "schema_text",
    "told_difference",
    "whole",
]

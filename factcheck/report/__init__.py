"""The frozen verification report of an article, its renderings, and what became of it since."""

from factcheck.report.difference import Difference, difference
from factcheck.report.freeze import freeze
from factcheck.report.render import FORMATS, content_type, render

__all__ = ["FORMATS", "Difference", "content_type", "difference", "freeze", "render"]

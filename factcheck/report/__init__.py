"""The frozen verification report of an article, and its renderings."""

from factcheck.report.freeze import freeze
from factcheck.report.render import FORMATS, content_type, render

__all__ = ["FORMATS", "content_type", "freeze", "render"]

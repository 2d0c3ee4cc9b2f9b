"""What leaves the house: pure functions from loaded objects to plain dictionaries."""

from factcheck.publish.facts import fact_shape

__all__ = ["fact_shape"]

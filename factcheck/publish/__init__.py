"""What leaves the house: pure functions from loaded objects to plain dictionaries."""

from factcheck.publish.embargoes import lift_embargoes
from factcheck.publish.export import csv_lines
from factcheck.publish.facts import fact_json, fact_shape
from factcheck.publish.receipts import Receipts
from factcheck.publish.recipients import recipients

__all__ = ["Receipts", "csv_lines", "fact_json", "fact_shape", "lift_embargoes", "recipients"]

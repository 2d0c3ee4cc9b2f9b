"""Bulk intake: folders, JSON lines and web archives become articles, by several processes.

The pieces are found one after the other, read by processes of their own, and stored by one
writer, a batch in a transaction. What the desk has already is passed over by the hash of its
text, so an intake that was killed is started again and goes on where it was.
"""

from factcheck.bulk.pieces import KINDS, Piece, find_pieces, total_bytes
from factcheck.bulk.reading import BATCH, Order
from factcheck.bulk.running import Result, take_in

__all__ = ["BATCH", "KINDS", "Order", "Piece", "Result", "find_pieces", "take_in", "total_bytes"]

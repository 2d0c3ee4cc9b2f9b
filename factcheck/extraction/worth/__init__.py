"""Check-worthiness: how much a sentence asks to be checked, and why."""

"""The desk that a new user finds: two articles, their sources, people and decisions."""

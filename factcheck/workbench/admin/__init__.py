"""Administration: who works on the desk, by which rules, and what leaves it for whom."""

from factcheck.workbench.admin import audit, imprint, keys, overview, people, policy, webhooks

__all__ = ["audit", "imprint", "keys", "overview", "people", "policy", "webhooks"]

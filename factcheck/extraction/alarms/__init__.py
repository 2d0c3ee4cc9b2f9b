"""Consistency alarms: places of one article that cannot all be right."""

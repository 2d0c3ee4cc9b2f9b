"""Measurements of speed, memory and quality; none of them is a test."""

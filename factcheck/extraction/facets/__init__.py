"""Facets: figures, dates, names and the like, each with its span and normalised value."""

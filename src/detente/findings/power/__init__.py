"""Findings about capabilities, forecasts and the shape of the system."""

"""Findings about ladders, organisations, obligations and joining."""

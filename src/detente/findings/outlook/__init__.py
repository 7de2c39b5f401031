"""Findings about risk, windows and analogues."""

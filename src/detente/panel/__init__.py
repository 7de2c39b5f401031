"""Panels: grains built from the state systems, and columns of sources joined by grain."""

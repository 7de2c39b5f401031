"""Benchmarks: the figures that they print, and their page."""

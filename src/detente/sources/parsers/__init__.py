"""Parsers: one file for each layout of a source; R objects share one."""

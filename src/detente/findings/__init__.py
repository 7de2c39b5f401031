"""Findings: sentences about one relation, each built from cells; one concept a file."""

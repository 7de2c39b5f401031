"""Editions: a paper that one can edit, keep, verify and compare with its last edition."""

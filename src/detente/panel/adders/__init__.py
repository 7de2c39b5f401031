"""Adders of the panel: one a file, all on one shelf."""

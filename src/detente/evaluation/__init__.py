"""Evaluation: the report card, every score computed anew beside its baseline."""

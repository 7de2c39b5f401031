"""Dispute outcomes: how a dispute between two states would end."""

"""Dispute risk: the probability of a militarized dispute, in parts that add up."""

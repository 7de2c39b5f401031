"""Analogues: the nearest past pairs of states and what came after them."""

"""Paired futures of states, blocs and pairs, as arrays: the world at a start, the engine, sums."""

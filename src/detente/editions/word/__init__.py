"""A paper for a word processor: how it is written, and how an edited one is read."""

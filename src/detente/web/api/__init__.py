"""The HTTP API: the same answers as plain data."""

"""What changed since the last edition: figures that moved, are new or are gone, and why."""

"""Models fitted on many relations and read for one, each with features, fit, read and record."""

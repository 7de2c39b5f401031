"""Guards: rules that run before any sentence and say what may be printed of a relation."""

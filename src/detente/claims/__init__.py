"""Claims: somebody's statements, tested against the data; one kind of test a file."""

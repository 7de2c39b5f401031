"""The command line: one file a command, errors in one line, progress on standard error."""

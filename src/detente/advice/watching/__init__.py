"""Things to watch, one a file: a series, a threshold, and the date of the next release."""

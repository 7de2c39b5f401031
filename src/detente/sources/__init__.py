"""Sources: public data sets, each declared in a file and read by a parser, all on one shelf."""

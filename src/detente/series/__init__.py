"""Series: state-by-year matrices and medians of blocs, read from the tables."""

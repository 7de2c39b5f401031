"""The four spin-offs of a change of membership: what is read from both futures, one file each."""

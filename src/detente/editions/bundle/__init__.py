"""The evidence bundle: one file from which a paper is written again, byte for byte."""

"""Analysis: the measured parts of one relation, each measured when first asked for."""

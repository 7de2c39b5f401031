"""Estimators: numerics that take and return arrays and know no country, no file and no column."""

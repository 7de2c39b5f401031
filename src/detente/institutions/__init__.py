"""Institutions: the dated ladder, organisations in common, obligations, borders and disputes."""

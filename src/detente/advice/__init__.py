"""Advice: policy options beside each other, and recommendations that rest on findings."""

"""Membership: what joining a bloc, or being tied to it, is known to have done."""

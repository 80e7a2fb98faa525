"""Checks of the sources of impls/."""

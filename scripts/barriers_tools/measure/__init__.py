"""Builds, launches and keeps measurements."""

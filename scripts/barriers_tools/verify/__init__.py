"""Runs the checkers, and keeps what they found."""

"""The machine: what it is, and how fit it is for measuring."""

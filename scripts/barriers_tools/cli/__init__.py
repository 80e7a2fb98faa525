"""The commands of scripts/barriers."""

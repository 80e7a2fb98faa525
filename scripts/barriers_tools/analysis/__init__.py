"""What the samples support."""

"""scripts/barriers: builds the executables, launches them, and says what their numbers support."""

"""The lab: builds the bench executable, launches it, and says what its numbers support."""

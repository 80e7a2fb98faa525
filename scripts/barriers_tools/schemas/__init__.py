"""What is read from files and printed as JSON: types, and schemas that are checked."""

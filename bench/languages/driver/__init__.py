"""Measures barriers of other languages, each by a program in that language, as bench/ does ours."""

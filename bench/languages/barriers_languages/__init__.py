"""Measures barriers of other languages, each by a program in that language, as bench/ does ours.

`catalogue.built` lists those that were built, and `measure.measure` measures one in a cell.
"""

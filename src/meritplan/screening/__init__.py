"""Pools: the same rules for millions of people and thousands of classes, with the same three answers."""

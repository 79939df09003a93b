"""The public pages of a plan: groups, classes, editions, comparisons, ladders and search."""

"""Sentences that modify requirements: substitutions, combinations, counting rules, admission before completion."""

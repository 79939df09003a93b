"""What do I qualify for: a record entered step by step, and where it stands with every class."""

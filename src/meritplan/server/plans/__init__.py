"""The plan being served, always as its folder stands."""

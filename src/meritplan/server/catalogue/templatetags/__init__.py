"""Template tags that pages of other apps use as well."""

"""The frame of all pages: home, errors, forms, template tags and the look."""

"""The documentation inside the application, by role."""

"""The pages: the wizard, the results, one class explained, and files in and out."""

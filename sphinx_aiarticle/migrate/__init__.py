"""The command ``migrate``: a Hugo site becomes a Sphinx project."""

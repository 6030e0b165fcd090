"""The only layer that knows HTML, Jinja and builders."""

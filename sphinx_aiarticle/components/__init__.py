"""The parts of an article: node, directive, template values and data of each."""

"""What a page holds beside its body: data, meta elements, context for themes."""

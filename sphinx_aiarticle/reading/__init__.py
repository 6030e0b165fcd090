"""What happens while a document is read."""

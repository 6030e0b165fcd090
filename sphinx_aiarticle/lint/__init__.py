"""What is doubtful in an article: text in, problems out."""

"""Articles on other pages: lists of them, and those before and after one."""

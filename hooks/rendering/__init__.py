"""How a page is made of its Markdown, and what of it is no block."""

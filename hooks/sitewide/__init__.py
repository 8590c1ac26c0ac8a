"""What a site has beside its pages: menu, search index, feeds, structured data."""

"""HTML pages for people: the search page, a resolution, a problem."""

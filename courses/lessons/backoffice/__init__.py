"""The lessons of a course as its editors see them."""

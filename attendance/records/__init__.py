"""Records of attendance: handed in, read, doubted, put right."""

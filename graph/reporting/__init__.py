"""Reports of texts that should not be there: from the reader who reports one to the coach who decides."""

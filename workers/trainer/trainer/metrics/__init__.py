"""Average precision, binary metrics and bootstrap intervals."""

"""Networks and where their first weights come from."""

"""The story of an account in text, for the report of a failed test. It changes nothing."""

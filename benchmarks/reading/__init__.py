"""The labelled papers that the reading of papers is measured on, and what measures it."""

"""The language server: editors get the findings while one types."""

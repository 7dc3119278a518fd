"""The pages: addresses, forms, templates; each parses, calls one service or selector, and renders."""

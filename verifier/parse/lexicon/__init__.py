"""Word classes of each language, one JSON file a language; `language` reads them."""

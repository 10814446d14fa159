"""Is this quotation in the source that the article names?"""

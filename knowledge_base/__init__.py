"""The company's articles, and the code that splits, indexes and searches them."""

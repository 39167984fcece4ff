"""Finding products, and telling what there is of them and what they cost."""

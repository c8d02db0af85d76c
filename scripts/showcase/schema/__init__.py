"""The one schema authority: fields, vocabularies, records, and their shapes as every output walks them."""

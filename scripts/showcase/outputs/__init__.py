"""Views → bytes: pages, search, feeds, form, workbooks; the table of outputs and the release."""

"""From what people write to the one form that is stored: a module a kind, one function each.

A function takes the author's text and gives a `Reading`. What is `sure` is applied wherever a record is entered
(sheets, the form, `set`, `new`) and proposed where a file says it (是否想写 …); what could mean two things is only
told. The form on the site runs the same functions, compiled: they keep to the part of Python that outputs/form knows.
"""

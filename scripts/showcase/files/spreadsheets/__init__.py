"""Spreadsheets from outside → the cells that somebody filled in, each with what it shows.

A file is known by its first bytes (kind.py); what it may unfold to is limited before it is read. Nothing here knows of
records: tables.py in authoring/ asks for sheets and says of problems where they stand.
"""

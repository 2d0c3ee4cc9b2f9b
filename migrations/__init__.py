"""The steps that made the database what it is; numbered, one purpose each."""

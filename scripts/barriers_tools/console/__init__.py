"""Tables, Markdown and progress."""

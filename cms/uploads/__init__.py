"""Files that editors upload: looked into, not believed.

What a file is, its content says. One whose name says otherwise gets the right name; one that is none of
the kinds we take is refused in words beside its field, and nothing else that was typed is lost.
"""

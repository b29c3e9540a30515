"""Readers of manifests, one module a standard. Each gives a ``Manifest`` or says what is wrong."""

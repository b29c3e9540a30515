"""From a photograph or a scan to the rows that seem to be ticked. Says what it sees; records nothing.

``opening`` makes pages of grey points out of what was uploaded, ``codes`` finds the marks, ``straighten``
lays the page flat, ``ink`` measures, ``reading`` puts it together.
"""

"""Frameworks from files: Moodle's competency CSV, and a plain table as CSV or XLSX."""

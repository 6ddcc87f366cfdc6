"""The sheets of the workbook: per sheet its columns, and one row -> claims."""

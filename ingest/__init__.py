"""From the files that people have to claims: reading, checking, matching, loading."""

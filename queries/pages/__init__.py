"""Pages: one file each, offline, from a brief; one visual spec behind all of them."""

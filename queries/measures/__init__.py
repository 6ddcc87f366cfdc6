"""Measures: bare sums on numpy and scipy, one idea a file, that know nothing of stakeholders.

A layer is a `csr_array` w of shape (n, n): w[i, j] is the weight of the tie from i to j, parallel
ties already made one.  Results are arrays in row order.
"""

"""For users of NetworkX: the measures on any of its graphs, as functions and as a backend.

Everything here reads a graph the user holds, which may mean anything; questions about stakeholders
never pass through here.
"""

"""Questions to a network, each with its evidence: voices, influence, power, gaps."""

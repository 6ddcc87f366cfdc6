"""What the product knows: vocabulary, claims, who is who, the network, the stores."""

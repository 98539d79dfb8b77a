"""What makes the books believable: hash chain, signatures, personal data apart. Plain Python and cryptography."""

"""The proofs of the books: hash chain, signatures, personal data apart. Plain Python and cryptography."""

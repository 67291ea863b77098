"""The monthly books: results that can be proved, kept, approved and corrected; it computes no score and no amount."""

"""The import desk: documents in, doubts settled one by one, editions approved and published."""

"""Finding classes: by words (:mod:`meritplan.matching.search`)."""

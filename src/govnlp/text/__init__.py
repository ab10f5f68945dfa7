"""Everything that keeps character offsets honest: scripts, folding, decoding, sentence ends."""

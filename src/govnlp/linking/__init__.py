"""Linking what texts say to a vocabulary: finding, choosing, and how sure a link is."""

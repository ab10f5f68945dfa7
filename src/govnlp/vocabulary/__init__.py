"""The shared vocabulary: concepts, their labels in both languages, and finding them in text."""

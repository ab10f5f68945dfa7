"""How a text falls into segments: lines, blocks, languages, headings, furniture, repeats."""

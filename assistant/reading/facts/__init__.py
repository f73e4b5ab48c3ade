"""What a paragraph says: duties, time limits, entitlements and targets, each with its place in the text."""

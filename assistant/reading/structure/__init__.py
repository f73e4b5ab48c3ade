"""Text → paragraphs → the tree of clauses: lines, layout, numbering, documents, signatures."""

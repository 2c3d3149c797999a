"""How blocks become a Word document."""

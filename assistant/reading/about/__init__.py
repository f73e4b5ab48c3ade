"""What a notice says of itself: title, number, issuer, date, place, validity, and the documents that it names."""

"""How people treat each other: warnings, silence and suspension with an end, and notes of coaches about members."""

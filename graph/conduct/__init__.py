"""How people treat each other: warnings, silence with an end, and notes of coaches about members."""

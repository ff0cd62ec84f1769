"""Home, news, follows and the daily digest."""

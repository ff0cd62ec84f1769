"""What waits for a coach before others see it: which posts do, what their authors can do, and what coaches decide."""

"""What coaches withdrew as spam, learnt in numbers, so that posts like it wait for a coach: decision 55."""

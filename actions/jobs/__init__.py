"""The dialogue of jobs: what each needs to know, how that is asked and heard, and what is done."""

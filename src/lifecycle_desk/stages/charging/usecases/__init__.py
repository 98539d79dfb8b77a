"""What is done with charging sessions: recorded from files, assigned, put right, undone, shown and checked."""

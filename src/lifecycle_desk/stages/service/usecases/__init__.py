"""What is done in the workshop: repair orders opened, moved, handed over, corrected; codes read out; all checked."""

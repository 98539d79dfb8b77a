"""The papers of a vehicle, and how every paper of the program is issued."""

"""The end of a life: how it comes, who hands the car in, and the certificate."""

"""The end: ways out of the market, depollution, the battery handed over, the certificate of destruction."""

"""The files of battery passports."""

"""Files of others: tables in any form, read strictly or as they stand, and known by what they show."""

"""Where a car stands in its sale: the stock, and the page of one car's sale."""

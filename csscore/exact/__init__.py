"""The one home of exact numbers: columns of decimals, quotients, shares and money; nothing here depends on row order."""

enum PlaceholderFigures {}

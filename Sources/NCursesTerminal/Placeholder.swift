enum PlaceholderNCursesTerminal {}

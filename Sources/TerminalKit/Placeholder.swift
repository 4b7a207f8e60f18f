enum PlaceholderTerminalKit {}

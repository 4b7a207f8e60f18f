enum PlaceholderTutorUI {}

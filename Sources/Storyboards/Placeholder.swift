enum PlaceholderStoryboards {}

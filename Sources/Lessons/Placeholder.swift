enum PlaceholderLessons {}

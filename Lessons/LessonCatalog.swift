enum PlaceholderLessonCatalog {}

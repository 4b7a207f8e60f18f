public struct LessonText: Hashable, Sendable { public var plain: String = "" }

/// Finds the word that a mistyped one was probably meant to be.
public enum NearestName {
  /// The most letters of a word that has neighbours; anything longer is no slip of the keyboard.
  public static let longestName = 64

  /// The candidate nearest to a word, or `nil` when none is near.
  ///
  /// Case and separators do not count: `Conv2d`, `conv-2d` and `conv2d` are one word. Otherwise a
  /// third of the letters, at least one, may differ; where none is as near, a word that begins alike is.
  ///
  /// - Complexity: O(candidates · length²); words longer than ``longestName`` have no neighbours.
  public static func of(_ word: String, in candidates: some Sequence<String>) -> String? {
    let wanted = letters(of: word)
    guard !wanted.isEmpty, wanted.count <= longestName else { return nil }
    var best: (name: String, distance: Int)?
    var stem: (name: String, length: Int)?
    for candidate in candidates {
      let letters = letters(of: candidate)
      let distance = distance(wanted, letters)
      let allowed = max(1, min(wanted.count, letters.count) / 3)
      // Of two single letters one is no slip of the other.
      if distance <= allowed, distance < max(wanted.count, letters.count),
        distance < best?.distance ?? Int.max
      {
        best = (candidate, distance)
      }
      let common = beginning(of: wanted, letters)
      if common > stem?.length ?? 0 { stem = (candidate, common) }
    }
    return best?.name ?? stem?.name
  }

  /// The fewest letters with which two words of one stem begin alike.
  private static let leastBeginning = 5

  /// How many letters a candidate begins with as the word does, where that is most of it: an `explanation`
  /// is an `explain`; 0 where it is not.
  private static func beginning(of wanted: [Character], _ letters: [Character]) -> Int {
    let common = zip(wanted, letters).prefix { $0 == $1 }.count
    return common >= leastBeginning && 3 * common >= 2 * letters.count ? common : 0
  }

  /// The most candidates that a message lists where something else lists them, too.
  private static let longestList = 16

  /// A sentence that proposes the nearest candidate, or lists what there is.
  ///
  /// - Parameters:
  ///   - kind: What the candidates are, as the list begins.
  ///   - lister: What lists them: a command, or a page of the documentation. Long lists are left to it.
  ///   - listsAlways: Whether the list stands behind a proposal, too: the nearest need not be the one meant.
  public static func remedy(
    for word: String, in candidates: [String], listedAs kind: String, by lister: String? = nil,
    listsAlways: Bool = false
  ) -> String {
    let proposal = of(word, in: candidates).map { "Did you mean '\($0)'?" }
    if let proposal, !listsAlways { return proposal }
    let list =
      if let lister, candidates.count > longestList {
        "\(lister) lists all \(candidates.count)."
      } else {
        "\(kind): \(candidates.map(\.start).joined(separator: ", "))."
      }
    return [proposal, list].compactMap { $0 }.joined(separator: " ")
  }

  /// The letters that count, of which one more than ``longestName`` is enough to tell.
  private static func letters(of word: String) -> [Character] {
    let start = String(word.prefix(2 * longestName))
    return start.lowercased().filter { !"_- .".contains($0) }.prefix(longestName + 1).map { $0 }
  }

  /// How many letters have to be inserted, removed, replaced or exchanged with their neighbour
  /// (the Damerau–Levenshtein distance of adjacent transpositions).
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    var beforePrevious = [Int](repeating: 0, count: right.count + 1)
    var previous = Array(0...right.count)
    for row in 1...left.count {
      var current = [row] + [Int](repeating: 0, count: right.count)
      for column in 1...right.count {
        let replaced = left[row - 1] == right[column - 1] ? 0 : 1
        current[column] = min(
          previous[column] + 1, current[column - 1] + 1, previous[column - 1] + replaced)
        if row > 1, column > 1, left[row - 1] == right[column - 2],
          left[row - 2] == right[column - 1]
        {
          current[column] = min(current[column], beforePrevious[column - 2] + 1)
        }
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous[right.count]
  }
}

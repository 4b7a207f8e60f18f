/// How columns and bands share a room that is too small for them.
extension StageTable {
  /// Gives each column what it needs, and a fair part of the rest; the widest gives way where room is
  /// short.
  static func sharing(_ room: Int, among wanted: [Int], needing needed: [Int]) -> [Int] {
    // No column keeps more than all of the room.
    var widths = zip(wanted, needed).map { min($0, $1, max(room, 4)) }
    while widths.reduce(0, +) > max(room, 0), let widest = widths.max(), widest > 4,
      let index = widths.firstIndex(of: widest)
    {
      widths[index] -= 1
    }
    // Small grids are shown whole beside a wide one.
    for index in widths.indices where wanted[index] <= room / 4 {
      let more = min(wanted[index] - widths[index], room - widths.reduce(0, +))
      widths[index] += max(0, more)
    }
    // One that is far larger than the others has three tenths of the room, and they have theirs before it has
    // more: it is not seen whole anyway.
    if let largest = wanted.indices.max(by: { wanted[$0] < wanted[$1] }) {
      let kept = max(0, room * 3 / 10 - widths[largest])
      spread(
        room - kept, over: widths.indices.filter { largerBy * wanted[$0] <= wanted[largest] },
        &widths, wanted)
    }
    spread(room, over: Array(widths.indices), &widths, wanted)
    return widths
  }

  /// Gives the room that is left to some of those that want it: whoever has the smallest share of what it
  /// wants comes next.
  private static func spread(
    _ room: Int, over indices: [Int], _ widths: inout [Int], _ wanted: [Int]
  ) {
    var left = room - widths.reduce(0, +)
    while left > 0,
      let index = indices.filter({ widths[$0] < wanted[$0] }).min(by: {
        widths[$0] * wanted[$1] < widths[$1] * wanted[$0]
      })
    {
      widths[index] += 1
      left -= 1
    }
  }

  /// How many times larger than others a grid is that waits for them.
  private static let largerBy = 4
}

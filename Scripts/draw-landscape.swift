// Draws the picture that lessons lay kernels over: Lessons/Pictures/landscape.pgm.
//
//     swift Scripts/draw-landscape.swift > Lessons/Pictures/landscape.pgm
//
// A sky that gets brighter towards a level horizon, dark land, a row of posts with a wire, a hut and a
// far hill: upright, level and slanted edges, a thin line and a slow ramp, which kernels tell apart. The
// same pixels come out each time.

let (width, height, horizon) = (60, 40, 24)

/// A little grain, −3 to 3, as a camera adds it: a hash of the place.
func grain(_ row: Int, _ column: Int) -> Int {
  var bits = UInt32(truncatingIfNeeded: row &* 7919 &+ column &* 104_729 &+ 17)
  bits = (bits ^ (bits >> 15)) &* 0x2C1B_3C6D
  bits = (bits ^ (bits >> 12)) &* 0x297A_2D39
  return Int((bits ^ (bits >> 15)) % 7) - 3
}

func pixel(_ row: Int, _ column: Int) -> Int {
  // The posts: two columns wide, from the sky into the land, the second column in the light.
  for post in [8, 22, 50] where (10...33).contains(row) {
    if column == post { return 22 }
    if column == post + 1 { return 48 }
  }
  // The wire between them.
  if row == 11, (8...51).contains(column) { return 70 }
  // The hut: a bright wall with a door, under a slanted roof.
  if (20...30).contains(row), (31...43).contains(column) {
    return (25...30).contains(row) && (36...38).contains(column) ? 30 : 205
  }
  if (15...19).contains(row), abs(column - 37) <= row - 11 { return 60 }
  // The hill behind the horizon, on the left.
  if row < horizon, row >= horizon - 5 + abs(column - 15) / 4 { return 128 }
  if row < horizon { return 150 + 3 * row }
  return 96 - 2 * (row - horizon) + ((row - horizon) % 4 == 3 ? -10 : 0)
}

print("P2")
print("# Drawn by Scripts/draw-landscape.swift.")
print("\(width) \(height) 255")
for row in 0..<height {
  let line = (0..<width).map { column in
    String(min(max(0, pixel(row, column) + grain(row, column)), 255))
  }
  print(line.joined(separator: " "))
}

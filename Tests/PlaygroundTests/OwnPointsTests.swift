import Testing

@testable import Playground

struct OwnPointsTests {
  @Test func `lines are points, and a head, comments and empty lines are skipped`() throws {
    let points = try OwnPoints(
      "x,y,class\n# mine\n-3,1.5,2\n\n 4 , -2 ,10\n0,0,2\n1,5,10\n", path: "p.csv")
    #expect(
      points.points == [
        LabelledPoint(x: -3, y: 1.5, label: 0), LabelledPoint(x: 4, y: -2, label: 1),
        LabelledPoint(x: 0, y: 0, label: 0), LabelledPoint(x: 1, y: 5, label: 1),
      ])
    // Numbers by their size, not as words.
    #expect(points.classNames == ["2", "10"])
    #expect(!points.isScaled)
  }

  @Test func `points that do not fill the picture are scaled to fill it, each axis for itself`()
    throws
  {
    let points = try OwnPoints("100,0,a\n300,1,b\n200,0.5,a\n150,0.25,b\n", path: "p.csv")
    #expect(points.isScaled)
    #expect(points.points.map(\.x) == [-5, 5, 0, -2.5])
    #expect(points.points.map(\.y) == [-5, 5, 0, -2.5])
    let level = try OwnPoints("1,7,a\n2,7,b\n3,7,a\n4,7,b\n", path: "p.csv")
    #expect(level.points.map(\.y) == [0, 0, 0, 0])
  }

  @Test(arguments: [
    ("", "p.csv: error: there is no point"),
    ("1,2\n", "p.csv:1: error: this line has 2 values"),
    ("1,2,a\n1,zwei,a\n", "p.csv:2: error: y is 'zwei'"),
    ("1,2,a\n# c\n1,nan,a\n", "p.csv:3: error: y is 'nan'"),
    ("1,2,a\n1e300,1,a\n", "p.csv:2: error: x is '1e300'"),
    ("1,2,a\n1,2,\n", "p.csv:2: error: the class is missing"),
    ("1,2,a\n3,4,a\n", "p.csv: error: all 2 points are of class 'a'"),
    ("1,2,a\n3,4,b\n", "p.csv: error: there are only 2 points"),
    ("0,0,a\n0,0,b\n0,0,c\n0,0,d\n0,0,e\n0,0,f\n0,0,g\n", "p.csv: error: there are 7 classes"),
    (
      String(repeating: "0,0,a\n", count: 5_001),
      "p.csv:5001: error: there are more than 5000 points"
    ),
  ])
  func `what cannot be used is said with its line and a remedy`(
    _ text: String, _ headline: String
  ) throws {
    let error = try #require(throws: PlaygroundError.self) {
      try OwnPoints(text, path: "p.csv")
    }
    #expect(error.headline == headline)
    #expect(!error.remedy.isEmpty)
  }
}

/// A way to look at the computation of a node.
///
/// The names are the same everywhere: on the screen, in lesson files, on the command line, in JSON.
public enum StoryView: String, CaseIterable, Codable, Hashable, Sendable {
  /// The window, what lies under it, and its sum.
  case window
  /// Cell by cell, for ops over which no window slides.
  case cells
  /// The input as columns, one for each place of the window, and a product of matrices.
  case im2col
  /// The convolution as one sparse matrix that is applied to the flattened input.
  case matrix
  /// The same matrix transposed, and what it brings back to the input.
  case back
  /// What each input cell of a transposed convolution adds to the result.
  case stamp
  /// A transposed convolution as the direct one over the stretched input that computes the same.
  case twin
  /// The curve of a function, with the point of each cell on it.
  case curve
  /// The plane of a layer's two inputs, with the line on which each unit's sum is 0.
  case plane
  /// One named step of a formula after the other.
  case stages
  /// What flows back from each result cell, and what all of them add up to.
  case gradients
  /// The table of slopes that backpropagation multiplies by and never stores.
  case jacobian
  /// The values of all ops before and after, and which of their cells a result depends on.
  case chain
  /// The values of a small graph, their gradients below, and a walk forward and back through all of it.
  case graph
  /// The units of a small network in columns, the edges between them, and a walk forward and back.
  case units
  /// How often each cell of the input is read, by one window after the other.
  case cover
  /// What each cell sees through all layers below it.
  case field

  /// What a view is of.
  public enum Scope: Hashable, Sendable {
    /// A node: frame *i* is about its result *i*, in each of these views.
    case node
    /// The graph that the node stands in: its frames walk through other values too, and count by
    /// themselves.
    case graph
  }

  /// What it is of.
  public var scope: Scope { self == .graph || self == .units ? .graph : .node }

  /// Whether it shows what flows back from a loss, beside what flows forward or after it.
  public var showsGradients: Bool { [.gradients, .back, .graph, .units, .jacobian].contains(self) }

  /// What the view shows, in a sentence or two, for the help.
  public var explanation: String {
    switch self {
    case .window:
      "The window lies on the input. What it covers is combined to one cell of the output."
    case .cells:
      "Each cell of the result, with the cells that it is made of."
    case .im2col:
      "Each place of the window becomes a column of the matrix. The kernel, read in the same order,"
        + " times a column is one cell of the output."
    case .matrix:
      "The same convolution as one matrix C times the flattened input: a row of C holds the kernel"
        + " where its window lies, and nothing (·) elsewhere."
    case .back:
      "The matrix C transposed, times what flows back to the output: column by column it brings the"
        + " gradient back to the input. What a row of C reads, that column of it reaches."
    case .stamp:
      "Each input cell stamps the kernel, scaled by itself, onto the output. Where stamps overlap"
        + " they add up; what lies outside the frame is cropped."
    case .twin:
      "The direct convolution that computes the same: over the input with zeros put between (:) and"
        + " around it (∘), with the kernel turned by half a turn. k', s' and p' are its own numbers, and a is"
        + " output_padding: rows and columns added at the end."
    case .curve:
      "The curve of the function with the point (◆) of this cell on it, and in another colour the"
        + " tangent there: its steepness is the slope that a gradient is multiplied by."
    case .plane:
      "The plane of both inputs, a dot a row. On the line a unit's sum is 0; on one side of it, the full"
        + " dots, it is more, on the other less."
    case .stages:
      "The formula in named steps, each of them a grid: follow a cell from one to the next."
    case .chain:
      "The values of the whole chain, one after the other: lit is everything that this result depends on,"
        + " down to the input, and further on everything that depends on it."
    case .graph:
      "Every value of the graph, below each its gradient: how strongly the end feels it. The steps are"
        + " those of the graph: forward number by number, then back; where a value is used twice, its ways"
        + " add up."
    case .units:
      "The network as units in columns: in each its sum z, what its activation makes of it (a), and,"
        + " where something flows back, how strongly the loss feels z (Δ). The steps go forward, then back;"
        + " beside the edges that a step uses stand their weights, below these their gradients."
    case .cover:
      "How often the windows read each cell: every place of the window adds one to what lies below"
        + " it. For a transposed convolution, how many stamps meet in each cell of the result."
    case .field:
      "The receptive field, layer by layer: every unit stands over the middle of what it sees. The top"
        + " row is this result, the lowest the input with the padding (∘) around it. r is how many it sees,"
        + " j how far apart two neighbours' fields begin, start where the first one begins."
    case .jacobian:
      "The table of all slopes, a row for each result, a column for each input: what flows back is each"
        + " row times its upstream gradient, added up. Where no result can feel an input stands ·. It is"
        + " never formed: n results of n inputs have n·n slopes, and of a function of each number alone"
        + " only the n in the diagonal can be other than 0."
    case .gradients:
      "Above, how a cell is computed. Below, what its upstream gradient sends back to each number"
        + " it was computed from, and what all cells send together: the gradients. Upstream is how"
        + " strongly the loss feels each result; where all are 1 the loss is the sum of the results."
    }
  }
}

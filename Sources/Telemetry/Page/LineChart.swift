/// Lines over time, with axes, units and a legend, as SVG.
struct LineChart {
    /// One line: its name, the class that colours it, and its points, each so many seconds before now.
    struct Line {
        var name: String
        var look: String
        var points: [(secondsAgo: Double, value: Double)]
    }

    /// What the vertical axis counts.
    let unit: String
    /// How far back the horizontal axis goes, in minutes.
    let minutes: Int
    let lines: [Line]

    private static let width = 440.0
    private static let height = 198.0
    private static let left = 48.0
    private static let right = 12.0
    private static let top = 30.0
    private static let bottom = 24.0

    var html: HTML {
        let title = lines.map(\.name).joined(separator: ", ")
        return """
            <svg viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" aria-label="\(unit) over the last \(minutes) minutes: \(title)">
            <text x="0" y="12">\(unit)</text>
            \(levels)
            \(times)
            \(lines.map(polyline).joined())
            </svg>
            <p class="legend">\(lines.map { "<span><i class=\"\($0.look)\"></i>\($0.name)</span>" as HTML }.joined())</p>
            """
    }

    /// The greatest value of the vertical axis: a round number at or above all values.
    private var ceiling: Double {
        Self.roundedUp(lines.flatMap(\.points).map(\.value).max() ?? 0)
    }

    /// The next of 1, 2, 5, 10, 20, 50 and so on, and at least 1.
    static func roundedUp(_ value: Double) -> Double {
        var step = 1.0
        while true {
            for factor in [1.0, 2, 5] where value <= step * factor { return step * factor }
            guard step < 1e15 else { return step }
            step *= 10
        }
    }

    private var levels: HTML {
        let ceiling = ceiling
        // Round parts of a ceiling that begins with 1, 2 or 5.
        let parts = ceiling.toTenths.hasPrefix("2") ? 4 : 5
        return (0...parts).map { part in
            let value = ceiling * Double(part) / Double(parts)
            let y = y(value).toTenths
            return """
                <line class="grid" x1="\(Self.left.toTenths)" x2="\((Self.width - Self.right).toTenths)" y1="\(y)" y2="\(y)"/>
                <text x="\((Self.left - 6).toTenths)" y="\((self.y(value) + 4).toTenths)" text-anchor="end">\(Self.label(value))</text>
                """ as HTML
        }.joined()
    }

    private var times: HTML {
        stride(from: minutes, through: 0, by: -max(1, minutes / 3)).map { ago in
            let anchor = ago == 0 ? "end" : "middle"
            let label = ago == 0 ? "now" : "−\(ago) min"
            return """
                <text x="\(x(Double(ago) * 60).toTenths)" y="\((Self.height - 6).toTenths)" text-anchor="\(anchor)">\(label)</text>
                """ as HTML
        }.joined()
    }

    private func polyline(_ line: Line) -> HTML {
        let points = line.points.map { "\(x($0.secondsAgo).toTenths),\(y($0.value).toTenths)" }.joined(separator: " ")
        return "<polyline class=\"\(line.look)\" points=\"\(points)\"/>"
    }

    private func x(_ secondsAgo: Double) -> Double {
        let part = max(0, min(1, secondsAgo / (Double(minutes) * 60)))
        return Self.width - Self.right - part * (Self.width - Self.left - Self.right)
    }

    private func y(_ value: Double) -> Double {
        Self.height - Self.bottom - value / ceiling * (Self.height - Self.top - Self.bottom)
    }

    private static func label(_ value: Double) -> String {
        switch value {
        case 1_000_000...: "\((value / 1_000_000).toTenths) M"
        case 10_000...: "\((value / 1000).toTenths) k"
        default: value.toTenths
        }
    }
}

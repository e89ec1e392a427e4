/// A table on a page; on a telephone each row becomes a card.
struct PageTable {
    /// One column: its heading, and how its cells look.
    struct Column {
        var heading: String
        var look = ""

        init(_ heading: String, _ look: String = "") {
            self.heading = heading
            self.look = look
        }

        static func number(_ heading: String) -> Column { Column(heading, "number") }
        static func peer(_ heading: String) -> Column { Column(heading, "peer") }
    }

    let columns: [Column]
    let rows: [[HTML]]

    var html: HTML {
        let head = columns.map { "<th class=\"\($0.look)\">\($0.heading)</th>" as HTML }.joined()
        let body = rows.map { row in
            let cells = zip(columns, row).map { column, cell in
                "<td class=\"\(column.look)\" data-name=\"\(column.heading)\"><span>\(cell)</span></td>" as HTML
            }
            return "<tr>\(cells.joined())</tr>" as HTML
        }.joined()
        return
            "<div class=\"scroll\"><table class=\"cards\"><thead><tr>\(head)</tr></thead><tbody>\(body)</tbody></table></div>"
    }
}

/// A picture while it is drawn: SVG, and beside it the places of boxes and texts, so that a test can see that none lies on another.
struct Canvas {
    struct Rect: Equatable {
        var x, y, width, height: Double

        func overlaps(_ other: Rect) -> Bool {
            x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
        }

        func contains(_ other: Rect) -> Bool {
            x <= other.x && y <= other.y && other.x + other.width <= x + width && other.y + other.height <= y + height
        }
    }

    enum Anchor: String {
        case start, middle, end
    }

    private(set) var writer = HTMLWriter()
    private(set) var boxes: [Rect] = []
    private(set) var texts: [(text: String, rect: Rect)] = []

    /// Something that no text but its own may lie on.
    mutating func box(_ rect: Rect, style: String, radius: Double = 8) {
        boxes.append(rect)
        area(rect, style: style, radius: radius)
    }

    /// Ground behind boxes and texts.
    mutating func area(_ rect: Rect, style: String, radius: Double = 0) {
        writer.line()
        writer.element(
            "rect",
            [
                "class": style, "x": Canvas.number(rect.x), "y": Canvas.number(rect.y), "width": Canvas.number(rect.width),
                "height": Canvas.number(rect.height), "rx": Canvas.number(radius),
            ])
    }

    /// One line of text, cut where it would be wider than `width`.
    ///
    /// - Parameters:
    ///   - x: where the anchor is.
    ///   - y: the base line.
    mutating func text(
        _ content: String, x: Double, y: Double, width: Double, size: Double, style: String, isBold: Bool = false, anchor: Anchor = .start
    ) {
        let shown = TextWidth.fitted(content, into: width, size: size, isBold: isBold)
        let length = TextWidth.of(shown, size: size, isBold: isBold)
        let left =
            switch anchor {
            case .start: x
            case .middle: x - length / 2
            case .end: x - length
            }
        texts.append((shown, Rect(x: left, y: y - size * 0.8, width: length, height: size)))
        writer.line()
        writer.element(
            "text",
            [
                "class": style + (isBold ? " b" : ""), "x": Canvas.number(x), "y": Canvas.number(y), "font-size": Canvas.number(size),
                "text-anchor": anchor.rawValue,
            ]
        ) { element in
            element.write(shown)
            // What was cut is still there for whoever points at it.
            if shown != content { element.element("title", [:], content) }
        }
    }

    mutating func path(_ data: String, style: String) {
        writer.line()
        writer.element("path", ["class": style, "d": data])
    }

    mutating func circle(x: Double, y: Double, radius: Double, style: String) {
        writer.line()
        writer.element("circle", ["class": style, "cx": Canvas.number(x), "cy": Canvas.number(y), "r": Canvas.number(radius)])
    }

    /// The head of an arrow, its tip here.
    mutating func arrow(x: Double, y: Double, toRight: Bool, style: String) {
        let back = toRight ? x - 8 : x + 8
        path("M\(Canvas.pair(x, y))L\(Canvas.pair(back, y - 4))L\(Canvas.pair(back, y + 4))Z", style: style)
    }

    /// At most one digit behind the point, and never another sign for it.
    static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let rest = abs(tenths) % 10
        return (tenths < 0 ? "-" : "") + String(abs(tenths) / 10) + (rest == 0 ? "" : ".\(rest)")
    }

    static func pair(_ x: Double, _ y: Double) -> String { "\(number(x)) \(number(y))" }
}

/// A finished picture. Says of itself what it shows, for whoever can't see it.
struct Picture {
    let id: String
    let title: String
    let description: String
    let width: Double
    let height: Double
    let canvas: Canvas

    /// The SVG element for a page that has ``styles``.
    func write(into writer: inout HTMLWriter, isStandalone: Bool = false) {
        writer.line()
        let name = "picture-" + id.pageID
        let size = "0 0 \(Canvas.number(width)) \(Canvas.number(height))"
        func content(_ writer: inout HTMLWriter) {
            // In a file of its own the first title and desc are the picture's; in a page they have to be pointed at.
            if isStandalone {
                writer.element("title", [:], title)
                writer.element("desc", [:], description)
                writer.line()
                writer.element("style") { $0.raw(Picture.styles) }
            } else {
                writer.element("title", ["id": name + "-title"], title)
                writer.element("desc", ["id": name + "-desc"], description)
            }
            writer.add(canvas.writer)
            writer.line()
        }
        let labels = "\(name)-title \(name)-desc"
        if isStandalone {
            writer.element(
                "svg",
                [
                    "xmlns": "http://www.w3.org/2000/svg", "class": "picture", "viewBox": size, "width": Canvas.number(width),
                    "height": Canvas.number(height), "role": "img",
                ], content)
        } else {
            writer.element("svg", ["class": "picture", "viewBox": size, "role": "img", "aria-labelledby": labels], content)
        }
        writer.line()
    }

    /// A file of its own.
    var file: String {
        var writer = HTMLWriter()
        writer.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
        write(into: &writer, isStandalone: true)
        return writer.text
    }

    static var styles: [UInt8] { PackageResources.picture_css }
}

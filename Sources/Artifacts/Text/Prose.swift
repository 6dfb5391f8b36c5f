/// A sentence in which some words are names, paths or things to type: `"The account \(code: user) may read it."`
///
/// What is meant is kept apart from how it looks: Markdown shows the words as code, JSON and a terminal as they are.
struct Prose: ExpressibleByStringInterpolation, Sendable, Hashable {
    enum Piece: Sendable, Hashable {
        case text(String)
        case code(String)
    }

    let pieces: [Piece]

    init(stringLiteral value: String) {
        pieces = [.text(value)]
    }

    init(stringInterpolation: StringInterpolation) {
        pieces = stringInterpolation.pieces
    }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var pieces: [Piece] = []

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { pieces.append(.text(literal)) }
        }

        mutating func appendInterpolation(_ text: String) {
            pieces.append(.text(text))
        }

        mutating func appendInterpolation(_ prose: Prose) {
            pieces += prose.pieces
        }

        mutating func appendInterpolation(_ number: Int) {
            pieces.append(.text(String(number)))
        }

        mutating func appendInterpolation(code: String) {
            pieces.append(.code(code))
        }
    }

    var plain: String {
        pieces.map { piece in
            switch piece {
            case .text(let text), .code(let text): text
            }
        }.joined()
    }
}

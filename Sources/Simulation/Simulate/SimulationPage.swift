import Artifacts
import JSON

/// A page for data stewards: one file that loads nothing, with filters over everybody's outcomes.
///
/// What comes from rows stands in one block of data and nowhere in the markup; the page's script puts it in as text.
public struct SimulationPage {
    /// Of outcomes; more would make the page too heavy to open. The first in order are shown, and the page says how many are not.
    public static let limit = 50_000

    private let title: String
    private let places: PlanPlaces
    private var entries: [UInt8] = []
    private(set) var shown = 0
    public private(set) var left = 0

    public init(title: String, places: PlanPlaces) {
        self.title = title
        self.places = places
    }

    public mutating func add(_ story: PersonStory, _ summary: SimulationSummary) {
        for entry in story.json(summary, places) {
            guard shown < SimulationPage.limit else {
                left += 1
                continue
            }
            if !entries.isEmpty { entries.append(UInt8(ascii: ",")) }
            entries.append(contentsOf: entry.compactText.utf8)
            shown += 1
        }
    }

    public func render(_ summary: SimulationSummary) -> [UInt8] {
        var page: [UInt8] = []
        func put(_ text: String) { page.append(contentsOf: text.utf8) }
        put("""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
            <title>\(html(title))</title>
            <style>
            \(SimulationPage.style)
            </style>
            </head>
            <body>
            <header>
            <h1>\(html(title))</h1>
            <p class="warning" role="note"><strong>Personal data.</strong> This page holds names and other data of people. Keep it where the HR files may be kept,
            out of git and out of chat, and delete it when you have read it.</p>
            </header>
            <main>
            <section aria-labelledby="sums"><h2 id="sums">Sums</h2>
            <div class="scroll" tabindex="0"><table><thead><tr><th scope="col">Phase</th><th scope="col">Mapping</th><th scope="col">Target</th>

            """)
        for kind in Fate.Kind.allCases { put("<th scope=\"col\" class=\"number\">\(kind.rawValue)</th>") }
        put("<th scope=\"col\" class=\"number\">total</th></tr></thead>\n<tbody>\n")
        for line in summary.lines {
            put("<tr><td>\(html(summary.phases[line.phase - 1].name))</td><td>\(html(line.mapping))</td><td>\(html(line.target))</td>")
            for kind in Fate.Kind.allCases { put("<td class=\"number\">\(line.outcomes[kind] ?? 0)</td>") }
            put("<td class=\"number\">\(line.total)</td></tr>\n")
        }
        put("</tbody></table></div>\n")
        for line in summary.lines where line.isOverThreshold {
            put("<p class=\"alarm\">\(html(summary.phases[line.phase - 1].name)), \(html(line.mapping)): \(line.removals) disabled and deleted, \(line.threshold ?? 0) allowed. Entra ID holds them back and puts the job into quarantine.</p>\n")
        }
        if !summary.systemsWithoutExport.isEmpty {
            put("<p>No export of \(html(summary.systemsWithoutExport.joined(separator: ", "))): nobody is taken to be there.</p>\n")
        }
        if left > 0 { put("<p class=\"alarm\">\(left) more outcomes are not on this page; the command's JSON has all.</p>\n") }
        put("""
            </section>
            <section aria-labelledby="people"><h2 id="people">People</h2>
            <form id="filters">
            <label>Phase <select name="phase"><option value="">all</option></select></label>
            <label>Target <select name="target"><option value="">all</option></select></label>
            <label>Outcome <select name="outcome"><option value="">all</option></select></label>
            <label>Finding <select name="code"><option value="">all</option></select></label>
            <label>Attribute <select name="attribute"><option value="">all</option></select></label>
            <label>Find <input type="search" name="text" autocomplete="off"></label>
            </form>
            <p id="count" aria-live="polite"></p>
            <div class="scroll" tabindex="0"><table><thead><tr><th scope="col">Person</th><th scope="col">Phase</th><th scope="col">Target</th><th scope="col">Outcome</th><th scope="col">What and why</th></tr></thead>
            <tbody id="rows"></tbody></table></div>
            <p><button type="button" id="more" hidden>Show more</button></p>
            <noscript><p class="alarm">The list of people needs JavaScript, which this browser does not run.</p></noscript>
            </section>
            </main>
            <script type="application/json" id="data">[
            """)
        page.append(contentsOf: SimulationPage.inScript(entries))
        put("]</script>\n<script>\n\(SimulationPage.script)\n</script>\n</body>\n</html>\n")
        return page
    }

    private func html(_ text: String) -> String { HTMLWriter.escaped(text) }

    /// JSON in which nothing can end the element that holds it.
    private static func inScript(_ json: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(json.count)
        for byte in json {
            switch byte {
            case UInt8(ascii: "<"): result.append(contentsOf: "\\u003c".utf8)
            case UInt8(ascii: ">"): result.append(contentsOf: "\\u003e".utf8)
            case UInt8(ascii: "&"): result.append(contentsOf: "\\u0026".utf8)
            default: result.append(byte)
            }
        }
        return result
    }

    private static let style = """
        :root { color-scheme: light dark; --line: #c8c8d0; --soft: #f3f3f7; --ink: #1b1b22; --page: #fff; --red: #a3001b; --amber: #7a4b00; --wash: #fff3d6; }
        @media (prefers-color-scheme: dark) { :root { --line: #44444f; --soft: #26262d; --ink: #ececf2; --page: #18181c; --red: #ff8f9d; --amber: #ffcf7d; --wash: #3a2d10; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 80rem; padding: 1rem; font: 1rem/1.45 system-ui, sans-serif; color: var(--ink); background: var(--page); }
        h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
        .warning { padding: .7rem 1rem; background: var(--wash); border-left: .3rem solid var(--amber); }
        .alarm { color: var(--red); font-weight: 600; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-size: .92rem; }
        th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
        th { background: var(--soft); white-space: nowrap; }
        td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
        form { display: flex; flex-wrap: wrap; gap: .7rem; }
        label { display: grid; font-size: .85rem; gap: .15rem; }
        select, input, button { font: inherit; padding: .3rem .5rem; max-width: 16rem; }
        ul { margin: 0; padding-left: 1.1rem; }
        .refused, .deleted { color: var(--red); font-weight: 600; } .disabled { color: var(--amber); font-weight: 600; }
        .place { opacity: .8; font-size: .85em; }
        del { opacity: .85; } ins { text-decoration: none; font-weight: 600; }
        @media print { form, button { display: none; } }
        """

    private static let script = """
        "use strict";
        const data = JSON.parse(document.getElementById("data").textContent);
        const form = document.getElementById("filters"), rows = document.getElementById("rows");
        const count = document.getElementById("count"), more = document.getElementById("more");
        const step = 200;
        let found = [], shown = 0;
        function element(name, text, kind) {
          const node = document.createElement(name);
          if (text !== undefined) node.textContent = text;
          if (kind) node.className = kind;
          return node;
        }
        function fill(name, values) {
          const select = form.elements[name];
          for (const value of values) { const option = element("option", value); option.value = value; select.append(option); }
        }
        const codes = e => (e.findings || []).map(f => f.code), names = e => (e.changes || []).map(c => c.attribute);
        const inOrder = list => [...new Set(list)], sorted = list => inOrder(list).sort();
        fill("phase", inOrder(data.map(e => e.phase)));
        fill("target", sorted(data.map(e => e.target)));
        fill("outcome", sorted(data.map(e => e.outcome)));
        fill("code", sorted(data.flatMap(codes)));
        fill("attribute", sorted(data.flatMap(names)));
        function origin(e) { return e.source + e.rows.map(r => (r.source === e.source ? "" : " " + r.source) + " line " + r.line).join(","); }
        function row(e) {
          const tr = element("tr"), who = element("td");
          who.append(element("strong", e.key === undefined ? "(no key)" : e.key), element("br"), element("span", origin(e), "place"));
          const what = element("td"), list = element("ul");
          for (const f of e.findings || []) {
            const li = element("li", f.reason + " ");
            li.append(element("span", [f.code, f.line === undefined ? null : "line " + f.line, f.column, f.plan].filter(x => x).join(" · "), "place"));
            list.append(li);
          }
          for (const c of e.changes || []) {
            const li = element("li", c.attribute + ": ");
            if (e.outcome !== "created") li.append(element("del", c.from === undefined ? "unknown" : c.from === null ? "nothing" : c.from), " → ");
            li.append(element("ins", c.to === null ? "nothing" : c.to));
            if (c.mim !== undefined && c.mim !== c.to) li.append(" (MIM: " + c.mim + ")");
            li.append(" ", element("span", c.plan, "place"));
            list.append(li);
          }
          if (list.children.length > 6) {
            const details = element("details"), head = element("summary", list.children.length + " things");
            details.append(head, list); what.append(details);
          } else what.append(list);
          tr.append(who, element("td", e.phase), element("td", e.target), element("td", e.outcome, e.outcome), what);
          return tr;
        }
        function show() {
          for (const e of found.slice(shown, shown + step)) rows.append(row(e));
          shown = Math.min(found.length, shown + step);
          more.hidden = shown >= found.length;
          count.textContent = found.length + " of " + data.length + " outcomes, " + shown + " shown";
        }
        function filter() {
          const f = form.elements, text = f.text.value.toLowerCase();
          found = data.filter(e => (!f.phase.value || e.phase === f.phase.value) && (!f.target.value || e.target === f.target.value)
            && (!f.outcome.value || e.outcome === f.outcome.value) && (!f.code.value || codes(e).includes(f.code.value))
            && (!f.attribute.value || names(e).includes(f.attribute.value)) && (!text || JSON.stringify(e).toLowerCase().includes(text)));
          rows.replaceChildren(); shown = 0; show();
        }
        form.addEventListener("input", filter);
        form.addEventListener("submit", e => e.preventDefault());
        more.addEventListener("click", show);
        filter();
        """
}

/// The page that the daemon serves: whole without a script, and kept fresh by a few lines of one.
package struct StatusPage {
    /// The response with the page, which permits the page nothing but its own style and script, and its own address.
    let response: Response

    init(_ snapshot: DaemonSnapshot, _ history: TrafficHistory, nonce: UInt64) {
        let nonce = String(nonce, radix: 16)
        let page: HTML = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Stile</title>
            <link rel="icon" href="data:,">
            <style nonce="\(nonce)">\(HTML(markup: PageStyle.css))</style>
            </head>
            <body>
            <header><h1>Stile</h1><p id="stale" class="alarm" hidden>No answer from the daemon: what you see is old.</p></header>
            <main>
            \(StatusSections(snapshot, history).html)
            </main>
            <footer>The same as <a href="/status">JSON</a>, <a href="/status.txt">text</a> and <a href="/metrics">metrics</a>.
            <noscript>Reload the page to see it change.</noscript></footer>
            <script nonce="\(nonce)">\(HTML(markup: Self.script))</script>
            </body>
            </html>

            """
        response = Response(
            200,
            "text/html; charset=utf-8",
            page.markup,
            fields: [("Content-Security-Policy", Self.policy(nonce)), ("Referrer-Policy", "no-referrer")]
        )
    }

    private static func policy(_ nonce: String) -> String {
        "default-src 'none'; style-src 'nonce-\(nonce)'; script-src 'nonce-\(nonce)'; img-src data:; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    }

    /// The server renders everything once; the script only takes the fresh inside of `main`, where nothing is selected. It
    /// parses no more of the fresh page than that: the style there has a nonce that this page does not permit.
    private static let script = """
        setInterval(async () => {
          if (document.hidden || String(getSelection())) return;
          const stale = document.getElementById("stale");
          try {
            const reply = await fetch("/", { cache: "no-store" });
            if (!reply.ok) throw reply.status;
            const text = await reply.text();
            const main = text.slice(text.indexOf("<main>"), text.indexOf("</main>"));
            const fresh = new DOMParser().parseFromString(main, "text/html");
            const tables = [...document.querySelectorAll(".scroll")].map(one => one.scrollLeft);
            document.querySelector("main").replaceWith(fresh.querySelector("main"));
            document.querySelectorAll(".scroll").forEach((one, index) => one.scrollLeft = tables[index] || 0);
            stale.hidden = true;
          } catch { stale.hidden = false; }
        }, 2000);
        """
}

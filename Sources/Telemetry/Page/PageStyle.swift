/// The look of all pages, in light and dark, on a desk and on a telephone; nothing is loaded from anywhere.
enum PageStyle {
    static let css = """
        :root { color-scheme: light dark; --ink: #1d2530; --faint: #5d6877; --paper: #f4f5f7; --card: #fff; --line: #dde1e7;
          --accept: #2b6cb0; --edit: #b7791f; --drop: #c53030; --good: #276749; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --faint: #98a4b3; --paper: #12161c; --card: #1b2129;
          --line: #323b47; --accept: #63b3ed; --edit: #ecc94b; --drop: #fc8181; --good: #68d391; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.45 system-ui, sans-serif; }
        header, main, footer { max-width: 1120px; margin: 0 auto; padding: 0 16px; }
        header { padding-top: 20px; }
        h1 { font-size: 22px; margin: 0; }
        h2 { font-size: 16px; margin: 0 0 10px; }
        p { margin: 4px 0; }
        .faint { color: var(--faint); }
        .alarm { background: var(--drop); color: var(--card); border-radius: 8px; padding: 10px 14px; margin: 14px 0 0; }
        section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; margin: 14px 0; }
        .sums { display: grid; grid-template-columns: repeat(4, 1fr); gap: 10px; margin: 14px 0; }
        .sums div { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 10px 14px; }
        .sums b { display: block; font-size: 22px; font-weight: 600; font-variant-numeric: tabular-nums; }
        .sums span { color: var(--faint); font-size: 13px; }
        .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); gap: 0 14px; }
        .pair section { min-width: 0; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-size: 14px; }
        th { text-align: left; color: var(--faint); font-weight: 500; }
        th, td { padding: 5px 14px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        tr:last-child td { border-bottom: 0; }
        td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        td.peer { overflow-wrap: anywhere; min-width: 8em; }
        .stopped { color: var(--drop); font-weight: 600; }
        .good { color: var(--good); }
        svg { display: block; width: 100%; height: auto; }
        svg text { fill: var(--faint); font: 12px system-ui, sans-serif; }
        svg .grid { stroke: var(--line); stroke-width: 1; }
        svg polyline { fill: none; stroke-width: 2; stroke-linejoin: round; }
        .accept { stroke: var(--accept); } .edit { stroke: var(--edit); } .drop { stroke: var(--drop); }
        .legend { margin: 6px 0 0; font-size: 13px; color: var(--faint); }
        .legend i { display: inline-block; width: 18px; height: 0; border-top: 3px solid; margin: 0 6px 3px 0; }
        .legend span { margin-right: 16px; }
        i.accept { border-color: var(--accept); } i.edit { border-color: var(--edit); } i.drop { border-color: var(--drop); }
        i.pass { border-color: var(--good); } rect.pass { fill: var(--good); } h2.capture { margin-top: 28px; overflow-wrap: anywhere; }
        .ticks { display: flex; justify-content: space-between; color: var(--faint); font-size: 12px; margin: 8px 0; }
        .lane { border-top: 1px solid var(--line); padding: 6px 0 8px; }
        .lane p { margin: 0 0 4px; font-size: 13px; overflow-wrap: anywhere; }
        .lane svg { height: 20px; }
        rect.lane { fill: var(--line); } rect.accept { fill: var(--accept); opacity: .55; stroke: none; }
        rect.edit { fill: var(--edit); stroke: none; } rect.drop { fill: var(--drop); stroke: none; }
        footer { color: var(--faint); font-size: 13px; padding-bottom: 24px; }
        @media (max-width: 640px) {
          .sums { grid-template-columns: repeat(2, 1fr); }
          table.cards thead { display: none; }
          table.cards tr { display: block; padding: 8px 0; border-bottom: 1px solid var(--line); }
          table.cards tr:last-child { border-bottom: 0; }
          table.cards td { display: flex; gap: 10px; border: 0; padding: 2px 0; text-align: left; white-space: normal; }
          table.cards td::before { content: attr(data-name); flex: 0 0 7.5em; color: var(--faint); }
        }
        """
}

import type { ImportMap } from './editor-modules.ts'

export interface WritePageOptions {
  /** Lets the page's own script and styles in, and no other. */
  nonce: string
  /** Where the editor's packages are. */
  map: ImportMap
}

/** What the browser gets for `/-/write`: the frame of the page. Which file it writes on stands in its own address. */
export function writePage({ nonce, map }: WritePageOptions): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Write – Tidings</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/-/client/style.css">
<script type="importmap" nonce="${nonce}">${JSON.stringify(map).replaceAll('<', '\\u003c')}</script>
<script type="module" nonce="${nonce}" src="/-/client/main.js"></script></head>
<body>
<div class="ceiling">${header}
<div id="notices"></div></div>
<main id="work">
${writing}
${preview}
${lists}
</main>
<dialog id="conflict" aria-labelledby="conflict-title"></dialog>
<noscript><p class="notice">This page needs JavaScript. Without it, write in any editor: your articles are files in the folder articles/.</p></noscript>
</body></html>`
}

/** What the preview stands in: an empty page, whose policy lets no script run. */
export const framePage =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Preview</title></head><body></body></html>'

const header = `<header class="top">
<a href="/" class="back">Overview</a>
<div class="name"><h1 id="title">Opening…</h1><p id="file"></p></div>
<p id="state" role="status"></p>
<a href="#findings-title" id="count">Findings</a>
<label class="check"><input type="checkbox" id="draft" disabled> Draft</label>
<button type="button" id="save" class="main" aria-keyshortcuts="Control+S Meta+S" disabled>Save</button>
</header>`

const writing = `<section class="writing" aria-label="Text">
<details id="details"><summary>Details</summary>
<p id="details-broken" hidden>The lines at the top of the text cannot be read as they are. <a href="#findings-title">See the findings</a></p>
<fieldset id="fields" aria-label="Details" disabled></fieldset></details>
<div id="toolbar" class="tools" role="group" aria-label="Form of the text">
<button type="button" data-form="bold" title="Bold (Ctrl+B)"><b aria-hidden="true">B</b><span class="unseen">Bold</span></button>
<button type="button" data-form="italic" title="Italic (Ctrl+I)"><i aria-hidden="true">I</i><span class="unseen">Italic</span></button>
<button type="button" data-form="heading">Heading</button>
<button type="button" data-form="list">List</button>
<button type="button" data-form="link" title="Link (Ctrl+K)">Link</button>
<button type="button" id="picture">Picture</button><input type="file" id="picture-file" accept="image/*" aria-label="A picture from this computer" hidden>
<button type="button" data-form="box">Box</button>
<button type="button" data-form="table">Table</button>
<button type="button" data-form="footnote">Footnote</button>
</div>
<div id="editor"></div>
<div class="below"><details class="keys"><summary>Keys</summary><ul>
<li><kbd>Ctrl</kbd>+<kbd>S</kbd> saves; on a Mac, take <kbd>⌘</kbd> for <kbd>Ctrl</kbd></li>
<li><kbd>F6</kbd> goes on to the preview, the findings, and back to the text</li>
<li><kbd>F8</kbd> goes to the next finding in the text</li>
<li><kbd>Ctrl</kbd>+<kbd>F</kbd> looks for words</li>
<li><kbd>Ctrl</kbd>+<kbd>Z</kbd> takes back</li>
<li>What is pasted from Word or a web page keeps its headings, lists, tables and links; <kbd>Ctrl</kbd>+<kbd>Z</kbd> then brings its plain text</li>
<li><kbd>Tab</kbd> leaves the text</li>
</ul></details>
<p id="words"></p></div>
</section>`

const preview = `<section class="preview" aria-label="Preview">
<div class="tools">
<div role="tablist" aria-label="Edition">
<button type="button" role="tab" id="tab-page" aria-controls="shown" aria-selected="true">Page</button>
<button type="button" role="tab" id="tab-email" aria-controls="shown" aria-selected="false" tabindex="-1">E-mail</button>
<button type="button" role="tab" id="tab-text" aria-controls="shown" aria-selected="false" tabindex="-1">Plain text</button>
</div>
<label>Width <select id="width"><option value="wide">Wide</option><option value="phone">Phone</option></select></label>
<label>Colours <select id="scheme"><option value="">As here</option><option value="light">Light</option><option value="dark">Dark</option></select></label>
</div>
<div id="shown" role="tabpanel" aria-labelledby="tab-page">
<p id="letters" hidden><label>Letter <select id="letter"></select></label></p>
<dl id="envelope" hidden></dl>
<p id="trouble" role="status"></p>
<div class="sheet"><iframe id="frame" src="/-/frame" title="Preview"></iframe></div>
</div>
</section>`

const lists = `<section class="lists" aria-label="What to look at">
<section aria-labelledby="findings-title"><h2 id="findings-title" tabindex="-1">Findings</h2><ul id="findings"></ul></section>
<section aria-labelledby="terms-title"><h2 id="terms-title" tabindex="-1">Abbreviations</h2>
<div id="unknown"><h3 id="unknown-title">Nobody explains</h3><ul id="unknown-list"></ul></div>
<dl id="terms"></dl></section>
</section>`

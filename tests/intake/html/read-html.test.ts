import { describe, expect, it } from 'vitest'
import { readHtml } from '../../../src/intake/html/read-html.ts'
import { readSample } from '../read-sample.ts'

function read(page: string | Uint8Array): string | undefined {
  return readSample(readHtml, page).html
}

function latin1(text: string): Uint8Array {
  return Buffer.from(text, 'latin1')
}

function toldOf(page: string | Uint8Array): string[] {
  return readSample(readHtml, page).findings.map(({ rule, message }) => `${rule}: ${message}`)
}

describe('what a page hides', () => {
  it('by its style sheet or by visibility stays out, which is told', () => {
    const page =
      '<style>.secret{display:none}</style><p>Seen<span class=secret> by class</span><span style="visibility:hidden"> not seen</span>.</p>'
    expect(read(page)).toBe('<p>Seen.</p>')
    expect(toldOf(page)).toEqual([
      'intake/left-out: Unexpected hidden text “by class” near “Seen”, expected only what is seen',
      'intake/left-out: Unexpected hidden text “not seen” near “Seen”, expected only what is seen',
    ])
  })
})

describe('a page that places things', () => {
  it('in a table of one row is what it holds', () => {
    expect(read('<table><tr><td>Left</td><td>Right</td></tr></table>')).toBe('<p>Left</p><p>Right</p>')
  })
})

describe('links of a page', () => {
  it('to files of a computer are words, which is told, and those of Outlook lead straight', () => {
    const page =
      '<p><a href="file:///C:/x/plan.docx">plan</a> <a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2F&data=ann%40example.org">law</a></p>'
    expect(read(page)).toBe('<p>plan <a href="https://example.org/">law</a></p>')
    expect(toldOf(page)).toEqual([
      expect.stringContaining('link to the file “plan.docx” on somebody’s computer'),
    ])
  })
})

describe('the encoding of a page', () => {
  it('is what its mark, its noughts or its head say', () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<p>“Café”', 'utf16le')])
    expect(read(utf16)).toBe('<p>“Café”</p>')
    expect(read(Buffer.from('\uFEFF<meta charset=windows-1252><p>Café'))).toBe('<p>Café</p>')
    expect(read(latin1('<meta charset="windows-1250"><p>\x9Aest'))).toBe('<p>šest</p>')
    expect(
      read(latin1('<meta http-equiv=Content-Type content="text/html; charset=iso-8859-2"><p>\xB9')),
    ).toBe('<p>š</p>')
  })

  it('is found out where it is not said, or said wrongly', () => {
    expect(read(latin1('<p>\x93Caf\xE9\x94'))).toBe('<p>“Café”</p>')
    expect(read('<p>“Café”')).toBe('<p>“Café”</p>')
    expect(read(latin1('<meta charset=utf-8><p>\x93Caf\xE9\x94'))).toBe('<p>“Café”</p>')
    expect(read('<meta charset=iso-8859-1><p>“Café”')).toBe('<p>“Café”</p>')
    expect(read('<meta charset=utf-16><p>“Café”')).toBe('<p>“Café”</p>')
    expect(read('<meta charset=unheard-of><p>“Café”')).toBe('<p>“Café”</p>')
  })
})

describe('the content of a page', () => {
  it('is what is neither its site’s nor for programs', () => {
    expect(
      read(`<header><p>Site</p></header><nav>Home</nav><main><style>p{}</style><script>run()</script><template>T</template>
<p>Words</p><nav>More</nav><p hidden>Not</p><p style="color:red; display : none">Not</p><form><label>Name <input value=a></label><button>Send</button>
<select><option>One</select><textarea>Two</textarea></form></main><footer>Owner</footer>`),
    ).toBe('<p>Words</p><p>Name</p>')
    expect(read('<header>Site</header><article><p>Words</article><footer>Owner</footer>')).toBe(
      '<p>Words</p>',
    )
    expect(read('<article>One</article><article>Two</article><footer>End</footer>')).toBe(
      '<p>One</p><p>Two</p><p>End</p>',
    )
    expect(read('<main></main><article><p>Words</article>')).toBe('<p>Words</p>')
  })

  it('has the title of its head only where no heading says one', () => {
    const head = '<title>Of the\n page</title>'
    expect(readSample(readHtml, `${head}<p>Words`).title).toBe('Of the page')
    expect(readSample(readHtml, `${head}<meta property="og:title" content="Shared"><p>Words`).title).toBe(
      'Shared',
    )
    expect(readSample(readHtml, `${head}<h1></h1><p>Words`).title).toBe('Of the page')
    const withHeading = readSample(readHtml, `${head}<h1>Heading</h1>`)
    expect(withHeading).toMatchObject({ html: '<h1>Heading</h1>' })
    expect(withHeading.title).toBeUndefined()
  })
})

describe('blocks', () => {
  it('become paragraphs, also where they are none', () => {
    expect(read('<div>One<div>Two</div>three</div><center><font size=2>Four</font></center>')).toBe(
      '<p>One</p><p>Two</p><p>three</p><p>Four</p>',
    )
    expect(read('<p>One<br><br>two<br>three<br></p><p>&nbsp;</p><p>&nbsp; A&nbsp;b </p>')).toBe(
      '<p>One</p><p>two<br>three</p><p>A\u00a0b</p>',
    )
    expect(read('<span style="display:block">One</span><span style="display:block">Two</span>')).toBe(
      '<p>One</p><p>Two</p>',
    )
    expect(read('<details><summary>More</summary>Words</details>')).toBe(
      '<p><strong>More</strong></p><p>Words</p>',
    )
    expect(read('<aside><p>Box</aside><blockquote>Said</blockquote><hr><p>After')).toBe(
      '<aside><p>Box</p></aside><blockquote><p>Said</p></blockquote><hr><p>After</p>',
    )
  })

  it('keep their spaces and lines in preformatted text', () => {
    expect(read('<pre>\na  b\n <b>c</b><br>d\n</pre>')).toBe('<pre>a  b\n c\nd</pre>')
  })

  it('stand in headings as words', () => {
    expect(
      read('<h2><div>One</div><div>two<br>three</div></h2><div role=heading aria-level=3>Four</div>'),
    ).toBe('<h2>One two three</h2><h3>Four</h3>')
    expect(read('<h1><img src="https://example.org/a.png" alt=Logo></h1>')).toBe(
      '<p><img src="https://example.org/a.png" alt="Logo"></p>',
    )
  })

  it('are lists with the numbers that browsers show', () => {
    expect(read('<ol start=3><li>A<li value=7>B<li>C</ol>')).toBe(
      '<ol><li value="3">A</li><li value="7">B</li><li>C</li></ol>',
    )
    expect(read('<ol reversed><li>A<li>B</ol>')).toBe('<ol><li value="2">A</li><li value="1">B</li></ol>')
    expect(read('<ol type=a><li><p>A</p><li>B<ol type=I start=4><li>C</ol></ol>')).toBe(
      '<ul><li>a. A</li><li>b. B<ul><li>IV. C</li></ul></li></ul>',
    )
  })

  it('are lists also where their elements are not where they belong', () => {
    expect(read('<ul><li>A</li><ul><li>B</li></ul><li>C</li>words<p>more</p></ul>')).toBe(
      '<ul><li>A<ul><li>B</li></ul></li><li>C</li><li>words</li><li>more</li></ul>',
    )
    expect(read('<ul><ul><li>B</li></ul></ul><li>C')).toBe('<ul><li>B</li></ul><ul><li>C</li></ul>')
    expect(read('<ul><p>Set in</p></ul>')).toBe('<p>Set in</p>')
  })

  it('are definitions where something is defined', () => {
    expect(read('<dl><div><dt>DfE<dd>Department<dd><p>One</p><p>Two</p></div></dl>')).toBe(
      '<dl><dt>DfE</dt><dd>Department</dd><dd><p>One</p><p>Two</p></dd></dl>',
    )
    expect(read('<dl><dd>Set in</dl>')).toBe('<p>Set in</p>')
  })
})

describe('tables', () => {
  it('keep their rows, headings, spans and caption', () => {
    expect(
      read(`<table><caption>Pay</caption><thead><tr><td>Grade<td colspan=2>Points</thead><tr><td>1<td><p>a</p><p>b</p><td></tr>
<tr><td>&nbsp;<td><td></table>`),
    ).toBe(
      '<p>Pay</p><table><tr><th>Grade</th><th colspan="2">Points</th></tr><tr><td>1</td><td><p>a</p><p>b</p></td><td></td></tr></table>',
    )
  })

  it('that only place what they hold give it', () => {
    expect(read('<table><tr><td>One</td></tr></table>')).toBe('<p>One</p>')
    expect(read('<table><tr><td>A</td><td><h2>B</h2></td></tr></table>')).toBe('<p>A</p><h2>B</h2>')
    expect(read('<table><tr><th>Only</th></tr><tr><td>One</td></tr></table>')).toContain('<table>')
  })
})

describe('what styles mean', () => {
  it('becomes elements, and what they take back is none', () => {
    expect(
      read(`<p><span style="font-weight:600">a</span> <span style="FONT-STYLE: Italic">b</span> <span
style="text-decoration: underline line-through">c</span> H<span style="vertical-align:sub">2</span>O m<font style="vertical-align:super">2</font></p>`),
    ).toBe('<p><strong>a</strong> <em>b</em> <del>c</del> H<sub>2</sub>O m<sup>2</sup></p>')
    expect(
      read('<p><b>a <span style="font-weight:normal">b</span></b> <u>c</u> <strike>d</strike></p>'),
    ).toBe('<p><strong>a</strong> b c <del>d</del></p>')
    expect(read('<p style="font-weight:bold">All <i>of</i> it</p>')).toBe(
      '<p><strong>All <em>of</em> it</strong></p>',
    )
  })

  it('leaves spaces outside, and puts inside what reaches less far', () => {
    expect(read('<p>a<b> b </b>c<i> </i><i>d</i> <i>e <b>f</b> g</i></p>')).toBe(
      '<p>a <strong>b</strong> c <em>d e <strong>f</strong> g</em></p>',
    )
    expect(read('<b><p>One</p><p>Two</p></b>')).toBe('<p><strong>One</strong></p><p><strong>Two</strong></p>')
  })

  it('shows the marks of quotations, and code', () => {
    expect(read('<p>He said <q>yes</q>, then <kbd>Ctrl</kbd></p>')).toBe(
      '<p>He said “yes”, then <code>Ctrl</code></p>',
    )
  })
})

describe('links', () => {
  it('stay as they are written, unless they lead nowhere', () => {
    expect(
      read(`<p><a href="https://example.org/">a</a> <a href="other page.html#x">b</a> <a href="mailto:a@example.org">c</a>
<a href="#part">d</a> <a href=" java&#10;script:run()">e</a> <a name=x>f</a> <a href="data:text/html,x">g</a></p>`),
    ).toBe(
      '<p><a href="https://example.org/">a</a> <a href="other page.html#x">b</a> <a href="mailto:a@example.org">c</a> d e f g</p>',
    )
  })

  it('are relative to what the page says', () => {
    expect(
      read('<base href="https://example.org/a/"><p><a href="b.html">b</a> <img src="c.png" alt=""></p>'),
    ).toBe(
      '<p><a href="https://example.org/a/b.html">b</a> <img src="https://example.org/a/c.png" alt=""></p>',
    )
  })

  it('to a file beside the page are told, for it does not come along', () => {
    const { html, findings } = readSample(readHtml, '<p>See <a href="plan.pdf">plan</a></p>', {
      'plan.pdf': 'PDF',
    })
    expect(html).toBe('<p>See <a href="plan.pdf">plan</a></p>')
    expect(findings[0]?.message).toBe(
      'Unexpected link to the file “plan.pdf” beside the document near “See”, expected what Markdown has',
    )
  })
})

describe('pictures', () => {
  it('come from the page itself and from beside it', () => {
    const { html, pictures } = readSample(
      readHtml,
      `<p><img src="data:image/png;base64,UE5H" alt="a"><img src="p_files/b.png" alt="b"><img src="data:image/png;base64,UE5H"
alt="c"><img src="data:image/svg+xml,%3Csvg/%3E" alt=d><img data-src="https://example.org/e.png" src="data:image/gif;base64,R0" alt=e></p>`,
      { 'p_files/b.png': 'B', 'picture-1.png': 'taken' },
    )
    expect(html).toBe(
      '<p><img src="picture-2.png" alt="a"><img src="p_files/b.png" alt="b"><img src="picture-2.png" alt="c"><img src="picture-3.svg" alt="d"><img src="https://example.org/e.png" alt="e"></p>',
    )
    expect(pictures).toEqual({ 'picture-2.png': 'PNG', 'p_files/b.png': 'B', 'picture-3.svg': '<svg/>' })
  })

  it('that are missing stay in their place and are told once', () => {
    const page =
      '<p>At the door <img src="file:///C:/Users/name/door.png" alt="Door"><img src="door.png" alt="">'
    expect(read(page)).toBe('<p>At the door <img src="door.png" alt="Door"><img src="door.png" alt=""></p>')
    expect(toldOf(page)).toEqual([
      'intake/lost-picture: Unexpected picture “door.png” near “At the door”, which is not there, expected its file beside the document',
    ])
    expect(toldOf('<p>A<img src="data:image/png;base64,">')).toEqual([
      'intake/lost-picture: Unexpected picture near “A” that cannot be read, expected the whole of it',
    ])
  })

  it('have their captions', () => {
    const image = '<img src="https://example.org/a.png" alt="A">'
    expect(read(`<figure>${image}<figcaption>At <b>the</b>\ndoor</figcaption></figure>`)).toBe(
      '<p><img src="https://example.org/a.png" alt="A" title="At the door"></p>',
    )
    expect(
      read(`<figure>${image}<figcaption>By <a href="https://example.org/b">us</a></figcaption></figure>`),
    ).toBe(
      '<p><img src="https://example.org/a.png" alt="A"></p><p>By <a href="https://example.org/b">us</a></p>',
    )
    expect(read(`<figure><img width=1 height=1 src=a.png><figcaption>Gone</figcaption></figure>`)).toBe(
      '<p>Gone</p>',
    )
  })
})

describe('what Markdown has no like for', () => {
  it('is told, and its words are kept', () => {
    const page = `<p>The film</p><video src=a.mp4>No <b>video</b></video><p>Then <svg><title>t</title><style>s{}</style><text>Up</text><text>down</text></svg>
<math><mi>x</mi><mo>=</mo><mn>1</mn></math><svg aria-hidden=true><path/></svg><iframe src="https://example.org/">x</iframe><canvas>drawn</canvas><object>held</object></p>`
    expect(readSample(readHtml, page).title).toBeUndefined()
    expect(read(page)).toBe('<p>The film</p><p>No <strong>video</strong></p><p>Then Up down x=1drawnheld</p>')
    expect(toldOf(page)).toEqual(
      [
        'video near “The film”',
        'drawing near “The film No video Then”',
        'formula near “The film No video Then Up down”',
        'page within the page near “The film No video Then Up down x=1”',
        'drawing near “The film No video Then Up down x=1”',
        'embedded object near “The film No video Then Up down x=1drawn”',
      ].map((what) => `intake/lost-content: Unexpected ${what}, expected what Markdown has`),
    )
  })
})

describe('files that are no pages', () => {
  it('are refused in plain words', () => {
    const cases: [string | Uint8Array, string][] = [
      [Uint8Array.from({ length: 2_000 }, (_, index) => (index * 7) % 256), 'file of a program'],
      [
        'From: <Saved by a browser>\nSubject: x\nMIME-Version: 1.0\n\n<p>a',
        'web archive of one file (MHTML)',
      ],
    ]
    for (const [page, what] of cases) {
      expect(read(page)).toBeUndefined()
      expect(toldOf(page)).toEqual([`intake/unreadable-document: Unexpected ${what}, expected a web page`])
    }
  })

  it('are read where they have words all the same', () => {
    expect(read('Just & words')).toBe('<p>Just &#x26; words</p>')
    expect(read('<img src="https://example.org/a.png" alt="">')).toContain('<img')
  })
})

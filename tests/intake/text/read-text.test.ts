import { describe, expect, it } from 'vitest'
import { readText } from '../../../src/intake/text/read-text.ts'
import { readSample } from '../read-sample.ts'

/** What is made of a text below a line that is no title, so that nothing is taken for one. */
function read(text: string): string | undefined {
  return readSample(readText, `Dear members,\n\n${text}`).html?.replace('<p>Dear members,</p>', '')
}

const wrapped = `The branch met on Monday evening in the hall by the station, and
many members came who had not been there for a long time. We
spoke of pay, of pensions and of the new building.`

describe('the encoding of a text', () => {
  it('is found out', () => {
    expect(readSample(readText, Buffer.from('\uFEFF“Café”.', 'utf16le')).html).toBe('<p>“Café”.</p>')
    expect(readSample(readText, Buffer.from('\x93Caf\xE9\x94.\r\n\r\nNext.', 'latin1')).html).toBe(
      '<p>“Café”.</p><p>Next.</p>',
    )
    expect(readSample(readText, '\uFEFF“Café”.').html).toBe('<p>“Café”.</p>')
  })
})

describe('paragraphs', () => {
  it('are joined where a margin broke their lines', () => {
    expect(read(`${wrapped}\n\n\nNext one.`)).toBe(`<p>${wrapped.replaceAll('\n', ' ')}</p><p>Next one.</p>`)
  })

  it('keep the lines that are short on purpose', () => {
    expect(read(`${wrapped}\n\nThe Hall\n1 Station Road\nExampletown`)).toBe(
      `<p>${wrapped.replaceAll('\n', ' ')}</p><p>The Hall<br>1 Station Road<br>Exampletown</p>`,
    )
    expect(read('Roses are red,\nviolets are blue.')).toBe('<p>Roses are red,<br>violets are blue.</p>')
    expect(read(`Greetings,\n${wrapped}`)).toBe(`<p>Greetings,<br>${wrapped.replaceAll('\n', ' ')}</p>`)
  })

  it('keep the lines that end with two spaces', () => {
    expect(read(wrapped.replace('and\n', 'and  \n'))).toBe(
      `<p>${wrapped.replace('and\n', 'and<br>').replaceAll('\n', ' ')}</p>`,
    )
  })

  it('are lines of their own where no margin broke them', () => {
    const long = 'words '.repeat(40).trim()
    expect(read(`${long}\n${long}`)).toBe(`<p>${long}</p><p>${long}</p>`)
  })

  it('keep the spaces that set words below one another', () => {
    expect(read('Monday      Hall\nFriday      Station')).toBe(
      '<pre>Monday      Hall\nFriday      Station</pre>',
    )
  })

  it('keep the signature of an e-mail, and what could be anything', () => {
    expect(read('Yours,\n-- \nA Member\nThe Branch')).toBe('<p>Yours,<br>--<br>A Member<br>The Branch</p>')
    expect(read('- Well, said he.')).toBe('<p>- Well, said he.</p>')
    expect(read('1. May is a holiday.')).toBe('<p>1. May is a holiday.</p>')
    expect(read('o Gymru i Loegr\no Loegr i Gymru')).toBe('<p>o Gymru i Loegr<br>o Loegr i Gymru</p>')
    expect(read('>5 people came\n#1 in the list')).toBe('<p>>5 people came<br>#1 in the list</p>')
    expect(read('12. of May\n3. of June')).toBe('<p>12. of May<br>3. of June</p>')
  })
})

describe('the first line', () => {
  function html(text: string): string | undefined {
    return readSample(readText, text).html
  }

  it('is the title if it is short, stands alone and is no sentence', () => {
    expect(html('\nAutumn news\n\nWords.')).toBe('<h1>Autumn news</h1><p>Words.</p>')
    expect(html('Will we strike?\n\nWords.')).toBe('<h1>Will we strike?</h1><p>Words.</p>')
  })

  it('is none otherwise', () => {
    expect(html('We met.\n\nWords.')).toBe('<p>We met.</p><p>Words.</p>')
    expect(html('Autumn news\nWords.')).toBe('<p>Autumn news<br>Words.</p>')
    expect(html('Only this')).toBe('<p>Only this</p>')
    expect(html('* One\n\nWords')).toBe('<ul><li>One</li></ul><p>Words</p>')
    expect(html('https://example.org/\n\nWords')).toBe('<p>https://example.org/</p><p>Words</p>')
  })
})

describe('headings and lines across', () => {
  it('are underlined, or stand alone', () => {
    expect(
      read('Pay\n===\nWords.\n\n2. Conditions\n-------------\n\nMore.\n\n---\n\n* * *\n\n_____\n\nEnd.'),
    ).toBe(
      '<h1>Pay</h1><p>Words.</p><h2>2. Conditions</h2><p>More.</p><hr><hr><p>End.</p>'.replace(
        '<p>End',
        '<hr><p>End',
      ),
    )
  })

  it('are neither below several lines of words', () => {
    expect(read('One\ntwo\n---')).toBe('<p>One<br>two<br>---</p>')
  })
})

describe('lists', () => {
  it('begin with bullets, and nest as far as they are set in', () => {
    expect(
      read('We need:\n- chairs\n- tables\n  * round\n  * long ones\n    that hang\n- light\n\nThat is all.'),
    ).toBe(
      '<p>We need:</p><ul><li>chairs</li><li>tables<ul><li>round</li><li>long ones<br>that hang</li></ul></li><li>light</li></ul><p>That is all.</p>',
    )
    expect(read('• One\n\n• Two\n\n  More of two\n\nAfter')).toBe(
      '<ul><li>One</li><li><p>Two</p><p>More of two</p></li></ul><p>After</p>',
    )
    expect(read('·\tOne\n\to\tDeep\n·\tTwo')).toBe('<ul><li>One<ul><li>Deep</li></ul></li><li>Two</li></ul>')
  })

  it('keep their numbers as they are written', () => {
    expect(read('3. Three\n4) Four\n7. Seven')).toBe(
      '<ol><li value="3">Three</li><li>Four</li><li value="7">Seven</li></ol>',
    )
    expect(read(' 9. Nine\n10. Ten')).toBe('<ol><li value="9">Nine</li><li>Ten</li></ol>')
    expect(read('1. One\n2. Two\n1. Other\n2. More')).toBe(
      '<ol><li>One</li><li>Two</li></ol><ol><li>Other</li><li>More</li></ol>',
    )
  })

  it('keep their letters as words', () => {
    expect(read('a) One\nb) Two\n   (i) Deep\n   (ii) Deeper')).toBe(
      '<ul><li>a) One</li><li>b) Two<ul><li>(i) Deep</li><li>(ii) Deeper</li></ul></li></ul>',
    )
  })

  it('go on where a margin broke their lines', () => {
    const [first, ...others] = wrapped.split('\n')
    expect(read(`${wrapped}\n\n- ${first}\n${others.join('\n')}\n- Two\n\nEnd.`)).toBe(
      `<p>${wrapped.replaceAll('\n', ' ')}</p><ul><li>${wrapped.replaceAll('\n', ' ')}</li><li>Two</li></ul><p>End.</p>`,
    )
  })
})

describe('tables and quotations', () => {
  it('are rows with tabs, and lines behind an angle', () => {
    expect(read('Day\tHall\tTime\nMonday\t\t19:00\nFriday\tTwo')).toBe(
      '<table><tr><td>Day</td><td>Hall</td><td>Time</td></tr><tr><td>Monday</td><td></td><td>19:00</td></tr><tr><td>Friday</td><td>Two</td><td></td></tr></table>',
    )
    expect(read('One\t\ta\nThree\tb')).toContain('<table><tr><td>One</td><td>a</td></tr>')
    expect(read('Only\tone row')).toBe('<p>Only one row</p>')
    expect(read('They wrote:\n> One\n> two\n>\n> > Older\n\nWe say.')).toBe(
      '<p>They wrote:</p><blockquote><p>One<br>two</p><blockquote><p>Older</p></blockquote></blockquote><p>We say.</p>',
    )
  })
})

describe('files that are no texts', () => {
  it('are refused in plain words', () => {
    const program = Uint8Array.from({ length: 2_000 }, (_, index) => (index * 7) % 256)
    const cases: [string | Uint8Array, string][] = [
      [program, 'Unexpected file of a program, expected a text'],
      ['# Pay\n\nText.\n', 'Unexpected Markdown, expected plain text'],
    ]
    for (const [text, message] of cases) {
      const { html, findings } = readSample(readText, text)
      expect(html).toBeUndefined()
      expect(findings).toMatchObject([{ rule: 'intake/unreadable-document', message, file: 'sample' }])
    }
  })
})
